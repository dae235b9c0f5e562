package dev.chirp.internal.maven;

import dev.chirp.internal.gateway.ApiConfiguration;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.serve.OpenApiFile;
import dev.chirp.internal.serve.ServeSettings;
import dev.chirp.internal.serve.code.ServedFunction;
import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Writes an OpenAPI 3.0 document of the project's routes: paths, parameters, request and response
 * schemas, statuses, and examples from the event files.
 *
 * <p>Compiles what changed first. In a build of several modules, the routes of all modules are in
 * one document.
 */
@Mojo(name = "openapi", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class OpenApiMojo extends AbstractFunctionsMojo {
  /** The file to write. By default in {@code target} of the top project. */
  @Parameter(
      property = "chirp.openapiFile",
      defaultValue = "${session.topLevelProject.build.directory}/openapi.json")
  private File openapiFile;

  /** The HTTP API, whose authorizers are in the document. As for {@code chirp:serve}. */
  @Parameter private ApiConfiguration api = new ApiConfiguration();

  @Override
  void run() {
    ServedModules modules = new ServedModules(session(), plugin());
    modules.all().add(project().getArtifactId(), ServeSettings.authorizers(api));
    Collection<ProjectFunction> found = compiledFunctions().complete();
    modules().requireNew(project());
    List<Path> classPath = runtimeClassPath();
    modules
        .all()
        .add(
            found.stream()
                .map(each -> ServedFunction.described(each, classPath, eventFiles()))
                .toList());
    writeAfterTheLast(modules);
  }

  @Override
  void skipped() {
    writeAfterTheLast(new ServedModules(session(), plugin()));
  }

  private void writeAfterTheLast(ServedModules modules) {
    modules.all().describe(ServeMojo.info(session()));
    boolean isBound = execution().getSource() == MojoExecution.Source.LIFECYCLE;
    if (modules.isLast(project().getArtifactId()) || isBound) {
      new OpenApiFile(modules.all(), openapiFile.toPath()).write(new MavenProgress(getLog()));
    }
  }
}
