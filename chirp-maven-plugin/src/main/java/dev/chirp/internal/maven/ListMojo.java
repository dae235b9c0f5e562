package dev.chirp.internal.maven;

import dev.chirp.internal.project.FunctionTable;
import dev.chirp.internal.project.ProjectFunctions;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Shows the project's functions: class, handler, event files, settings, and where each setting came
 * from; with {@code -Dremote}, what is deployed and how it differs.
 *
 * <p>Compiles what changed first. The list goes to stdout: {@code mvn -q chirp:list}. Values of
 * environment variables are not shown.
 */
@Mojo(name = "list", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class ListMojo extends AbstractDeployMojo {
  /**
   * Packs the project too, and compares its functions with those on Lambda. Example: {@code mvn
   * chirp:list -Dremote}.
   */
  @Parameter(property = "remote", defaultValue = "false")
  private boolean remote;

  @Override
  void run() {
    ProjectFunctions functions = compiledFunctions();
    if (functions.isEmpty() && session().getProjects().size() > 1) {
      getLog().info("Module '" + project().getArtifactId() + "' has no functions.");
      return;
    }
    modules().clash(project()).ifPresent(clash -> getLog().warn(clash.getMessage()));
    print(new FunctionTable(functionPrefix(), eventFiles()).of(functions));
    if (remote) {
      print(deployment(projectPackage(functions)).compare(functions.all(), libraries(), this::aws));
    }
  }
}
