package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.project.CompileStamp;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.lifecycle.LifecycleExecutionException;
import org.apache.maven.lifecycle.LifecycleExecutor;
import org.apache.maven.model.Resource;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * Compiles if needed: runs the lifecycle up to {@code process-classes}, as {@code @Execute} on a
 * goal would, unless the inputs have not changed since the last time.
 */
record Compilation(
    LifecycleExecutor lifecycle,
    MavenSession session,
    MavenProject project,
    PluginDescriptor plugin,
    MojoExecution execution) {

  /** Variables that shells and Maven's start script change with each command. */
  private static final Set<String> OF_THE_SHELL =
      Set.of("_", "MAVEN_CMD_LINE_ARGS", "OLDPWD", "PWD", "SHLVL");

  /** The phases of the default lifecycle after compilation. */
  private static final Set<String> AFTER_COMPILE =
      Set.of(
          "process-classes",
          "generate-test-sources",
          "process-test-sources",
          "generate-test-resources",
          "process-test-resources",
          "test-compile",
          "process-test-classes",
          "test",
          "prepare-package",
          "package",
          "pre-integration-test",
          "integration-test",
          "post-integration-test",
          "verify",
          "install",
          "deploy");

  void bringUpToDate(List<Path> classPath) {
    if (AFTER_COMPILE.contains(Objects.requireNonNullElse(execution.getLifecyclePhase(), ""))) {
      return; // the lifecycle that runs this goal has compiled
    }
    CompileStamp stamp = stamp(classPath);
    if (!isNeededInThisBuild() && stamp.isFresh()) {
      return;
    }
    String inputs = stamp.inputsNow();
    running().add(key());
    try {
      compile();
    } finally {
      running().remove(key());
    }
    stamp.write(inputs);
    compiled().add(project.getId());
  }

  /**
   * True if this goal is bound to a phase before {@code process-classes}, so that Maven reached it
   * again while compiling for it.
   */
  boolean isRunning() {
    return running().contains(key());
  }

  /** Runs the lifecycle up to {@code process-classes}, whatever has changed. */
  void compile() {
    MojoExecution compile = new MojoExecution(plugin.getMojo("compile"), "chirp-compile");
    try {
      lifecycle.calculateForkedExecutions(compile, session);
      lifecycle.executeForkedExecutions(compile, session);
    } catch (LifecycleExecutionException e) {
      throw CompileFailure.of(project.getArtifactId(), e);
    } catch (Exception e) { // Maven declares a dozen checked exceptions
      throw ChirpException.execution(
          "The build could not be planned up to process-classes: " + e.getMessage(), e);
    }
  }

  /**
   * True if this build needs results that only a lifecycle run provides: the classes of a module
   * for the modules that depend on it, and the chosen toolchain.
   */
  private boolean isNeededInThisBuild() {
    return !compiled().contains(project.getId())
        && (session.getProjects().size() > 1
            || project.getPlugin("org.apache.maven.plugins:maven-toolchains-plugin") != null);
  }

  /** The modules that this build has already compiled for a Chirp goal. */
  private Set<String> compiled() {
    return shared("compiled");
  }

  /** The goals for which a module is being compiled. */
  private Set<String> running() {
    return shared("running");
  }

  private String key() {
    return "%s %s:%s@%s"
        .formatted(
            project.getId(), plugin.getId(), execution.getGoal(), execution.getExecutionId());
  }

  private Set<String> shared(String name) {
    return new BuildState(session, plugin)
        .get(name, ModuleKeys.class, new ModuleKeys(ConcurrentHashMap.newKeySet()))
        .keys();
  }

  private record ModuleKeys(Set<String> keys) {}

  /** True for properties that affect only the run and not the compilation. */
  private static boolean isOfTheRun(String property) {
    return property.startsWith("chirp.")
        || List.of("function", "event", "payload", "remote", "qualifier").contains(property);
  }

  private CompileStamp stamp(List<Path> classPath) {
    Path build = Path.of(project.getBuild().getDirectory());
    return new CompileStamp(
        build.resolve("chirp").resolve("compiled"),
        Stream.concat(inputs().stream(), poms(project).stream()).toList(),
        classPath,
        circumstances());
  }

  /** The folders and files that are compiled, without the POMs. */
  List<Path> inputs() {
    Path build = Path.of(project.getBuild().getDirectory());
    Path base = project.getBasedir().toPath();
    List<Path> inputs = new ArrayList<>(List.of(base.resolve("src").resolve("main")));
    Stream.of(
            project.getCompileSourceRoots().stream(),
            project.getResources().stream().map(Resource::getDirectory),
            project.getBuild().getFilters().stream())
        .flatMap(paths -> paths)
        .map(base::resolve)
        .filter(path -> !path.startsWith(build))
        .forEach(inputs::add);
    return inputs;
  }

  /** The POM of a module and those of its parents that are files of the project. */
  static List<Path> poms(MavenProject module) {
    List<Path> poms = new ArrayList<>();
    for (MavenProject pom = module; pom != null; pom = pom.getParent()) {
      Optional.ofNullable(pom.getFile()).map(File::toPath).ifPresent(poms::add);
      // Some plugins replace the file by a generated one.
      Optional.ofNullable(pom.getBasedir())
          .map(base -> base.toPath().resolve("pom.xml"))
          .filter(Files::exists)
          .ifPresent(poms::add);
    }
    return poms.stream().distinct().toList();
  }

  private List<String> circumstances() {
    List<String> circumstances = new ArrayList<>();
    circumstances.add(Runtime.version().toString());
    circumstances.add(project.getInjectedProfileIds().toString());
    session
        .getUserProperties()
        .forEach(
            (name, value) -> {
              if (!isOfTheRun(name.toString())) {
                circumstances.add(name + "=" + value);
              }
            });
    if (project.getResources().stream().anyMatch(Resource::isFiltering)) {
      System.getenv()
          .forEach(
              (name, value) -> {
                if (!OF_THE_SHELL.contains(name)) {
                  circumstances.add("env." + name + "=" + value);
                }
              });
    }
    return circumstances;
  }
}
