package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.WorkingDirectory;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.packaging.BuiltPackage;
import dev.chirp.internal.project.FunctionPrefix;
import dev.chirp.internal.project.FunctionScan;
import dev.chirp.internal.project.GivenSettings;
import dev.chirp.internal.project.ProjectFunctions;
import dev.chirp.internal.project.SettingsLayer;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.artifact.DependencyResolutionRequiredException;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.Plugin;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** The parameters of the goals that work with the project's functions. */
abstract class AbstractFunctionsMojo extends AbstractAwsMojo {
  /** Quarkus builds its own zip, with generated classes. */
  private static final String QUARKUS = "quarkus-maven-plugin";

  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  private MavenProject project;

  @Inject private LifecycleExecutor lifecycle;

  /** The prefix of function names on Lambda: {@code chirp_server_status}. */
  @Parameter(property = "chirp.functionPrefix", defaultValue = FunctionPrefix.DEFAULT)
  private String functionPrefix;

  /**
   * The folder of the event files: {@code server_status.json} and {@code server_status/404.json}.
   */
  @Parameter(property = "chirp.eventDirectory", defaultValue = "${project.basedir}/src/test/event")
  private File eventDirectory;

  /**
   * Memory in MB, 128 to 10240, for each function without its own setting. Default: 512. On the
   * command line, it overrides the setting of every function. Example: {@code
   * -Dchirp.memorySize=1024}.
   */
  @Parameter(property = "chirp.memorySize")
  private Integer memorySize;

  /**
   * Timeout in seconds, 1 to 900, for each function without its own setting. Default: 9. On the
   * command line, it overrides the setting of every function. Example: {@code -Dchirp.timeout=30}.
   */
  @Parameter(property = "chirp.timeout")
  private Integer timeout;

  /**
   * Environment variables of all functions. Example: {@code
   * <environment><TABLE>chirp</TABLE></environment>}.
   */
  @Parameter private Map<String, String> environment = new HashMap<>();

  /**
   * A file of {@code KEY=value} lines, which override all other environment variables. Example:
   * {@code -Dchirp.envFile=.env}.
   */
  @Parameter(property = "chirp.envFile")
  private File envFile;

  /**
   * Settings of single functions, and functions that a class scan does not find: {@code
   * <function><name>find_order</name><handler>com.acme.Orders::find</handler></function>}.
   */
  @Parameter private List<FunctionParameter> functions = new ArrayList<>();

  /**
   * A zip or jar that another plugin has built, such as Quarkus or the shade plugin, relative to
   * the project's folder. Chirp deploys it unchanged, and local runs load their classes from it.
   * Default: Chirp builds the zip. Example: {@code -Dchirp.package=target/function.zip}.
   */
  @Parameter(alias = "package", property = "chirp.package")
  private String builtPackage;

  /** Compiles if needed, and finds the functions with their settings. */
  final ProjectFunctions compiledFunctions() {
    ProjectFunctions found = scannedFunctions();
    if (usesSandbox()) {
      warnOfSdks();
    }
    found.warnings().forEach(getLog()::warn);
    modules().add(project, functionPrefix(), found.all());
    return found;
  }

  /** Like {@link #compiledFunctions}, without warnings. */
  final ProjectFunctions scannedFunctions() {
    List<Path> classPath = runtimeClassPath();
    compilation().bringUpToDate(classPath);
    return scanned(classPath);
  }

  /**
   * Finds the functions in classes.
   *
   * @param classPath the classes, then the runtime dependencies
   */
  final ProjectFunctions scanned(List<Path> classPath) {
    return new FunctionScan(
            classPath.get(0),
            classPath.subList(1, classPath.size()),
            functionPrefix(),
            givenSettings())
        .run();
  }

  @Override
  final boolean isRunning() {
    return compilation().isRunning();
  }

  final Compilation compilation() {
    return new Compilation(lifecycle, session(), project, plugin(), execution());
  }

  /** The choice of the function that this goal works on. */
  final FunctionChoice choice() {
    return new FunctionChoice(session(), project, execution(), getLog());
  }

  /** The functions of all modules of this build. */
  final ModuleFunctions modules() {
    return new ModuleFunctions(lifecycle, session(), plugin());
  }

  private GivenSettings givenSettings() {
    return new GivenSettings(
        new SettingsLayer(
            "POM",
            Optional.ofNullable(memorySize),
            Optional.ofNullable(timeout),
            Optional.empty(),
            environment),
        Optional.ofNullable(envFile).map(File::toPath).map(WorkingDirectory::relativize),
        functions.stream().map(function -> Map.entry(function.name(), function.layer())).toList(),
        handlers(),
        typed(),
        project.getBasedir().toPath());
  }

  private Map<String, String> handlers() {
    Map<String, String> handlers = new HashMap<>();
    for (FunctionParameter function : functions) {
      function.handler().ifPresent(handler -> handlers.put(function.name(), handler));
    }
    return handlers;
  }

  /** The user properties of the command line. */
  final Map<String, String> typed() {
    Map<String, String> typed = new HashMap<>();
    session()
        .getUserProperties()
        .forEach((name, value) -> typed.put(name.toString(), value.toString()));
    return typed;
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

  /** Warns once per build about an AWS SDK of the project that would not call the sandbox. */
  final void warnOfSdks() {
    String said = EndpointSupport.class.getName();
    if (project.getContextValue(said) == null) {
      project.setContextValue(said, true);
      new EndpointSupport(project.getArtifacts()).warning().ifPresent(getLog()::warn);
    }
  }

  /** The zip or jar of another plugin; empty if Chirp builds the zip. */
  final Optional<Path> builtPackage() {
    Optional<String> named = given(builtPackage);
    if (named.isEmpty()) {
      refuseQuarkus();
    }
    return named.map(name -> BuiltPackage.file(name, project.getBasedir().toPath()));
  }

  private void refuseQuarkus() {
    if (project.getBuildPlugins().stream().map(Plugin::getArtifactId).anyMatch(QUARKUS::equals)) {
      throw ChirpException.project(
              "Quarkus builds the zip of module '%s': a zip by Chirp would lack the classes that Quarkus generates."
                  .formatted(project.getArtifactId()))
          .withSuggestion(
              "mvn package, then the same command with -Dchirp.package=target/function.zip");
    }
  }

  final EventFiles eventFiles() {
    String typed = typed().getOrDefault("chirp.eventDirectory", "");
    return EventFiles.in(
        typed.isEmpty() ? WorkingDirectory.relativize(eventDirectory.toPath()) : Path.of(typed));
  }

  final String functionPrefix() {
    return FunctionPrefix.checked(typed().getOrDefault("chirp.functionPrefix", functionPrefix));
  }

  /** Writes a result to stdout, in UTF-8 because it is JSON, whatever the platform's encoding. */
  static void print(String result) {
    PrintStream out = MavenStreams.out();
    out.writeBytes(result.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  final LifecycleExecutor lifecycle() {
    return lifecycle;
  }

  final MavenProject project() {
    return project;
  }
}
