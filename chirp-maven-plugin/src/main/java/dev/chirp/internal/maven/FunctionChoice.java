package dev.chirp.internal.maven;

import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.ProjectFunctions;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/**
 * Chooses the function that a goal works on. In a build of several modules, the goal runs in each:
 * a module without the function is skipped, and the last module reports an unknown function.
 */
record FunctionChoice(
    MavenSession session, MavenProject project, MojoExecution execution, Log log) {

  /**
   * The state of one goal that the modules of a build share.
   *
   * @param found has the functions' names as keys
   */
  private record Modules(AtomicInteger asked, AtomicInteger chosen, Properties found) {
    Set<String> names() {
      return new TreeSet<>(found.stringPropertyNames());
    }
  }

  /**
   * The function name from the command line; empty if there is none. An invalid name is refused at
   * once.
   */
  static Optional<String> named(String function) {
    return AbstractChirpMojo.given(function).map(ProjectFunctions::requireName);
  }

  Optional<ProjectFunction> choose(Optional<String> wanted, ProjectFunctions functions) {
    if (session.getProjects().size() == 1) {
      return Optional.of(
          wanted
              .map(name -> functions.get(name, execution.getGoal()))
              .orElseGet(() -> functions.only(execution.getGoal())));
    }
    functions.all().forEach(function -> modules().found().setProperty(function.name(), ""));
    Optional<ProjectFunction> chosen = inModule(functions, wanted);
    chosen.ifPresent(ignored -> modules().chosen().incrementAndGet());
    passOver(wanted);
    return chosen;
  }

  /** Marks this module as done. The last module fails if no module has the function. */
  void passOver(Optional<String> wanted) {
    if (isLastWithout() && session.getProjects().size() > 1) {
      throw ProjectFunctions.noneIn(wanted, modules().names(), execution.getGoal());
    }
  }

  /**
   * Marks this module as done, for a goal that does not look for functions in the project.
   *
   * @param found true if this module had the function
   * @return true if it is the last module and no module had the function
   */
  boolean isLastWithout(boolean found) {
    if (found) {
      modules().chosen().incrementAndGet();
    }
    return isLastWithout();
  }

  private boolean isLastWithout() {
    Modules modules = modules();
    return modules.asked().incrementAndGet() == session.getProjects().size()
        && modules.chosen().get() == 0;
  }

  private Optional<ProjectFunction> inModule(ProjectFunctions functions, Optional<String> wanted) {
    if (functions.isEmpty()) {
      log.info("Module '" + project.getArtifactId() + "' has no functions.");
      return Optional.empty();
    }
    return wanted.isPresent()
        ? functions.find(wanted.get())
        : Optional.of(functions.only(execution.getGoal()));
  }

  private Modules modules() {
    return new Modules(
        shared("asked", AtomicInteger.class, new AtomicInteger()),
        shared("chosen", AtomicInteger.class, new AtomicInteger()),
        shared("names", Properties.class, new Properties()));
  }

  private <T> T shared(String name, Class<T> type, T initial) {
    return new BuildState(session, execution.getMojoDescriptor().getPluginDescriptor())
        .get(
            "%s %s %s".formatted(name, execution.getGoal(), execution.getExecutionId()),
            type,
            initial);
  }
}
