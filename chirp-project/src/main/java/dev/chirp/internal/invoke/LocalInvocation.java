package dev.chirp.internal.invoke;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.process.ClassPaths;
import dev.chirp.internal.project.ProjectFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;

/**
 * One local run.
 *
 * @param functionName on Lambda, with the prefix
 * @param runtime the Lambda runtime that it simulates: {@code java21}
 * @param environment overrides the developer's environment; Lambda's and the function's own
 *     variables override it
 * @param directory a folder for this run's files, created and deleted by the run
 * @param debugPort the port on which the JVM waits for a debugger, if any
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

  /** The Java release that Chirp's own code in the fork needs. */
  private static final int LEAST_RELEASE = 17;

  private static final int MAX_PORT = 65_535;

  public LocalInvocation {
    environment = Map.copyOf(environment);
  }

  /** Returns this run with another environment. */
  public LocalInvocation with(Map<String, String> other) {
    return new LocalInvocation(
        function, functionName, event, java, runtime, classPaths, other, directory, debugPort);
  }

  /**
   * Refuses mistakes that can be found without starting a JVM.
   *
   * @throws ChirpException for an event that is not JSON, a port in use, or a JVM that is too old
   */
  public void check() {
    event.checked();
    checkJvm();
  }

  /** Checks everything except the event. */
  void checkJvm() {
    debugPort.ifPresent(LocalInvocation::checkPort);
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

  /** Refuses a port that the JVM cannot listen on. The JVM would end without a helpful message. */
  private static void checkPort(int port) {
    if (port < 1 || port > MAX_PORT) {
      throw ChirpException.project(
          "-Dchirp.debugPort is '%d', but a port is 1 to %d.".formatted(port, MAX_PORT));
    }
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    } catch (IOException e) {
      throw ChirpException.project("Port %d (from -Dchirp.debugPort) is in use.".formatted(port), e)
          .withSuggestion("-Dchirp.debugPort=" + (port == MAX_PORT ? port - 1 : port + 1));
    }
  }
}
