package dev.chirp.internal.maven;

import dev.chirp.internal.project.ProjectFunctions;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Builds the zip for Lambda, {@code target/chirp/<artifactId>.zip}: classes and resources at the
 * root, runtime dependencies as jars under {@code lib/}. The same project gives the same bytes on
 * every machine.
 *
 * <p>Compiles what changed first. Prints size, hash and the largest dependencies. Refuses secrets,
 * and zips that Lambda would refuse. Does not call AWS.
 */
@Mojo(name = "package", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class PackageMojo extends AbstractPackageMojo {
  @Override
  void run() {
    ProjectFunctions functions = compiledFunctions();
    if (functions.isEmpty() && session().getProjects().size() > 1) {
      getLog().info("Module '" + project().getArtifactId() + "' has no functions.");
      return;
    }
    int count = functions.complete().size();
    projectPackage(functions).makeAndReport(count, libraries(), new MavenProgress(getLog()));
  }
}
