package dev.chirp.internal.maven;

import dev.chirp.internal.project.FunctionTable;
import dev.chirp.internal.project.ProjectFunctions;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Lists the project's functions with class, handler, event files and settings, and where each
 * setting comes from. With {@code -Dremote}, shows what is deployed and where it differs.
 *
 * <p>Compiles what changed first. Prints the list to stdout: {@code mvn -q chirp:list}. Hides the
 * values of environment variables.
 */
@Mojo(name = "list", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class ListMojo extends AbstractDeployMojo {
  /**
   * Packages the project too, and compares its functions with Lambda. Example: {@code mvn
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
