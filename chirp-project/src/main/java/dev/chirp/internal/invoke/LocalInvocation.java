package dev.chirp.internal.invoke;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.process.ArgumentFile;
import dev.chirp.internal.process.Bootstrap;
import dev.chirp.internal.process.ClassPaths;
import dev.chirp.internal.process.LambdaEnvironment;
import dev.chirp.internal.process.LambdaJvm;
import dev.chirp.internal.process.TraceHeader;
import dev.chirp.internal.project.ProjectFunction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * One local run.
 *
 * @param functionName on Lambda, with the prefix
 * @param runtime the Lambda runtime that it simulates: {@code java21}
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
    Path directory,
    OptionalInt debugPort) {

  /** The Java release that Chirp's own code in the fork needs. */
  private static final int LEAST_RELEASE = 17;

  private static final int MAX_PORT = 65_535;

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

  /**
   * Starts Lambda's JVM with Lambda's environment.
   *
   * @param environment overrides the developer's environment; Lambda's and the function's own
   *     variables override it
   */
  Process start(Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
    LambdaEnvironment.latest(
            functionName,
            function.handler(),
            runtime,
            memorySize(),
            SandboxAddress.DEFAULT_REGION,
            classPaths.taskRoot())
        .putInto(builder.environment(), environment, function.settings().variables());
    return builder.start();
  }

  private List<String> command() throws IOException {
    Bootstrap bootstrap =
        Bootstrap.ofOneEvent(classPaths, FunctionMain.class, directory, debugPort);
    List<String> command =
        new LambdaJvm(java, memorySize(), bootstrap).command(arguments().toList());
    return ArgumentFile.write(command, directory.resolve("java-arguments"));
  }

  private ForkArguments arguments() {
    return new ForkArguments(
        directory,
        function.handler(),
        functionName,
        timeout(),
        memorySize(),
        debugPort.isEmpty(),
        TraceHeader.of(UUID.randomUUID().toString()),
        System.currentTimeMillis());
  }

  /** Returns the function's timeout. */
  Duration timeout() {
    return Duration.ofSeconds(function.settings().timeout().value());
  }

  /** Returns the function's memory in MB. */
  int memorySize() {
    return function.settings().memorySize().value();
  }
}
