package dev.chirp.maven;

import dev.chirp.core.ChirpException;
import dev.chirp.project.EnvironmentVariables;
import dev.chirp.project.FunctionScan;
import dev.chirp.project.ProjectFunctions;
import dev.chirp.project.SettingsLayer;
import dev.chirp.runtime.local.EventFiles;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** The parameters of every goal that needs to know the project's functions. */
abstract class AbstractFunctionsMojo extends AbstractChirpMojo {
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Parameter(defaultValue = "${session}", readonly = true, required = true)
  private MavenSession session;

  @Parameter(defaultValue = "${plugin}", readonly = true, required = true)
  private PluginDescriptor plugin;

  @Inject private LifecycleExecutor lifecycle;

  /** What stands before a function's name on Lambda: {@code chirp_server_status}. */
  @Parameter(property = "chirp.functionPrefix", defaultValue = "chirp_")
  private String functionPrefix;

  /** Where the event files are: {@code server_status.json} and {@code server_status/404.json}. */
  @Parameter(property = "chirp.eventDirectory", defaultValue = "${project.basedir}/src/test/event")
  private File eventDirectory;

  /**
   * Memory in MB, 128 to 10240, of each function that says nothing itself. Default: 512. Example:
   * {@code -Dchirp.memorySize=1024}, which holds for all functions, whatever they say.
   */
  @Parameter(property = "chirp.memorySize")
  private Integer memorySize;

  /**
   * Timeout in seconds, 1 to 900, of each function that says nothing itself. Default: 9. Example:
   * {@code -Dchirp.timeout=30}, which holds for all functions, whatever they say.
   */
  @Parameter(property = "chirp.timeout")
  private Integer timeout;

  /**
   * Environment variables of all functions. Example: {@code
   * <environment><TABLE>chirp</TABLE></environment>}.
   */
  @Parameter private Map<String, String> environment = new HashMap<>();

  /**
   * A file of {@code KEY=value} lines; they go above all other environment variables. Example:
   * {@code -Dchirp.envFile=.env}.
   */
  @Parameter(property = "chirp.envFile")
  private File envFile;

  /**
   * Settings of single functions: {@code
   * <function><name>server_status</name><timeout>3</timeout></function>}.
   */
  @Parameter private List<FunctionParameter> functions = new ArrayList<>();

  /** Compiles what changed, and finds the functions with their settings. */
  final ProjectFunctions compiledFunctions() {
    new Compilation(lifecycle, session, project, plugin).bringUpToDate(runtimeClassPath());
    return scan();
  }

  private ProjectFunctions scan() {
    Map<String, SettingsLayer> perFunction = new HashMap<>();
    functions.forEach(function -> perFunction.put(function.name(), function.layer()));
    List<Path> classPath = runtimeClassPath();
    return new FunctionScan(
            classPath.get(0),
            classPath.subList(1, classPath.size()),
            functionPrefix,
            List.of(pluginWide()),
            perFunction,
            commandLine())
        .run();
  }

  /** {@code target/classes}, then the project's runtime dependencies. */
  final List<Path> runtimeClassPath() {
    try {
      return project.getRuntimeClasspathElements().stream().map(Path::of).toList();
    } catch (DependencyResolutionRequiredException e) {
      throw ChirpException.execution(
          "The project's dependencies are not resolved: " + e.getMessage(), e);
    }
  }

  final EventFiles eventFiles() {
    return EventFiles.in(fromHere(eventDirectory.toPath()));
  }

  /** As the user would type it, standing where Maven was started. */
  static Path fromHere(Path path) {
    Path here = Path.of("").toAbsolutePath();
    return path.startsWith(here) && !path.equals(here) ? here.relativize(path) : path;
  }

  final String functionPrefix() {
    return functionPrefix;
  }

  final MavenProject project() {
    return project;
  }

  final PluginDescriptor plugin() {
    return plugin;
  }

  final MavenSession session() {
    return session;
  }

  private SettingsLayer pluginWide() {
    return new SettingsLayer(
        "POM",
        typed("chirp.memorySize").isPresent() ? Optional.empty() : Optional.ofNullable(memorySize),
        typed("chirp.timeout").isPresent() ? Optional.empty() : Optional.ofNullable(timeout),
        Optional.empty(),
        environment);
  }

  /** Maven lets a POM's value win over {@code -D}; a developer who types one means it. */
  private List<SettingsLayer> commandLine() {
    List<SettingsLayer> layers = new ArrayList<>();
    layers.add(
        new SettingsLayer(
            "-Dchirp.memorySize",
            typed("chirp.memorySize"),
            Optional.empty(),
            Optional.empty(),
            Map.of()));
    layers.add(
        new SettingsLayer(
            "-Dchirp.timeout",
            Optional.empty(),
            typed("chirp.timeout"),
            Optional.empty(),
            Map.of()));
    if (envFile != null) {
      layers.add(
          SettingsLayer.ofEnvironment(
              "environment file " + envFile.getName(),
              EnvironmentVariables.read(fromHere(envFile.toPath()))));
    }
    return layers;
  }

  private Optional<Integer> typed(String property) {
    String value = session.getUserProperties().getProperty(property);
    try {
      return Optional.ofNullable(value).map(Integer::valueOf);
    } catch (NumberFormatException e) {
      throw ChirpException.project(
          "-D%s is '%s', but a whole number is needed.".formatted(property, value));
    }
  }
}
