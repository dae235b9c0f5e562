package dev.chirp.internal.invoke;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.process.ClassPaths;
import dev.chirp.internal.project.ProjectFunction;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One local run that is asked for.
 *
 * @param functionName with the prefix, as on Lambda
 * @param runtime of Lambda that it stands in for: {@code java21}
 * @param environment stands above the developer's environment and below Lambda's variables and the
 *     function's own
 * @param directory a folder for this run's files, made and removed by the run
 * @param debugPort where the JVM waits for a debugger, if it shall
 */
public record LocalInvocation(
    ProjectFunction function,
    String functionName,
    NamedEvent event,
    JavaHome java,
    String runtime,
    ClassPaths classPaths,
    Map<String, String> environment,
    Path directory,
    OptionalInt debugPort) {

  /** Of Java, for Chirp's own part of the run. */
  private static final int LEAST_RELEASE = 17;

  public LocalInvocation {
    environment = Map.copyOf(environment);
  }

  /** The same run with this environment. */
  public LocalInvocation with(Map<String, String> other) {
    return new LocalInvocation(
        function, functionName, event, java, runtime, classPaths, other, directory, debugPort);
  }

  /**
   * Refuses what no JVM has to be started for to know that it is wrong.
   *
   * @throws ChirpException of an event that is no JSON, a port that is taken, a JVM too old
   */
  public void check() {
    event.checked();
    checkJvm();
  }

  /** All but the event. */
  void checkJvm() {
    debugPort.ifPresent(DebugPort::check);
    if (java.release() != 0 && java.release() < LEAST_RELEASE) {
      int needed = Math.max(LEAST_RELEASE, function.release());
      throw ChirpException.project(
              "Local runs need Java %d or newer, but the toolchain of this build is Java %d (%s)."
                  .formatted(needed, java.release(), java.executable()))
          .withSuggestion(
              "<version>[%d,)</version> of <jdk> in the maven-toolchains-plugin's <toolchains>"
                  .formatted(needed));
    }
    if (java.release() != 0 && function.release() > java.release()) {
      throw ChirpException.project(
              "Function '%s' is compiled for Java %d, but the JVM that runs it is Java %d (%s)."
                  .formatted(
                      function.name(), function.release(), java.release(), java.executable()))
          .withSuggestion(
              "mvn clean compile chirp:invoke -Dfunction=%s -Dmaven.compiler.release=%d"
                  .formatted(function.name(), java.release()));
    }
  }
}
