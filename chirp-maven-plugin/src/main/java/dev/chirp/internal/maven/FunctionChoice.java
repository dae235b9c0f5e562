package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.local.FunctionName;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.ProjectFunctions;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.MavenProject;

/**
 * Which function a goal is for. In a build of several modules the goal runs in each: a module
 * without the function is passed over, and only when the last one has passed is there no such
 * function.
 */
record FunctionChoice(
    MavenSession session, MavenProject project, MojoExecution execution, Log log) {

  /**
   * What the modules of one build tell each other of one goal.
   *
   * @param found has the functions' names as keys
   */
  private record Modules(AtomicInteger asked, AtomicInteger chosen, Properties found) {
    Set<String> names() {
      return new TreeSet<>(found.stringPropertyNames());
    }
  }

  /**
   * The name that the user gave, if any; one that could be no name is refused before anything is
   * done.
   */
  static Optional<String> named(String function) {
    Optional<String> name = AbstractChirpMojo.given(function);
    if (name.isPresent() && !FunctionName.isValid(name.get())) {
      throw ChirpException.project(
              "'%s' (from -Dfunction) is no name of a function: letters, digits, - and _, at most 64."
                  .formatted(name.get()))
          .withSuggestion("mvn chirp:list");
    }
    return name;
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

  /** This module is done; the last one says so when none had the function. */
  void passOver(Optional<String> wanted) {
    if (isLastWithout() && session.getProjects().size() > 1) {
      throw ProjectFunctions.noneIn(wanted, modules().names(), execution.getGoal());
    }
  }

  /**
   * This module is done, for a goal that does not look for functions in the project.
   *
   * @param found whether it was the one
   * @return whether it is the last, and none was
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
        shared("asked", AtomicInteger.class, AtomicInteger::new),
        shared("chosen", AtomicInteger.class, AtomicInteger::new),
        shared("names", Properties.class, Properties::new));
  }

  private <T> T shared(String name, Class<T> type, Supplier<T> initial) {
    return new BuildState(session, execution.getMojoDescriptor().getPluginDescriptor())
        .get(
            "%s %s %s".formatted(name, execution.getGoal(), execution.getExecutionId()),
            type,
            initial);
  }
}
