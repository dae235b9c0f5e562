package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.core.JavaHome;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.process.Bootstrap;
import dev.chirp.internal.process.LambdaEnvironment;
import dev.chirp.internal.process.LambdaJvm;
import dev.chirp.internal.process.Launch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Launches each kind of variant as Lambda does.
 *
 * @param client the jars of AWS's runtime interface client
 * @param clientDirectory for their unpacked files
 * @param function its name
 * @param sandbox for the calls of the functions
 * @param own environment variables of the function
 */
record VariantLaunches(
    List<Path> client,
    Path clientDirectory,
    String function,
    SandboxAddress sandbox,
    Map<String, String> own) {
  /** Long enough for a start with a hundredth of a processor. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** The Java of a release, if it is installed beside this one. */
  static Optional<JavaHome> java(int release) {
    return JavaHome.atLeast(release).filter(home -> home.release() == release);
  }

  /** AWS's client, with the flags that Lambda gives its JVM. */
  Launch managed(int release, Path taskRoot, String handler, int megabytes) {
    Bootstrap bootstrap = Bootstrap.runtimeInterfaceClient(client, clientDirectory);
    List<String> command =
        LambdaJvm.managed(release, megabytes, bootstrap).command(List.of(handler));
    return launch(command, taskRoot, handler, "java" + release, megabytes);
  }

  /** Chirp's loop, with the same flags. */
  Launch loop(int release, Path taskRoot, String handler, int megabytes) {
    List<String> command =
        LambdaJvm.managed(release, megabytes, Bootstrap.loop(taskRoot, clientDirectory))
            .command(List.of(handler));
    return launch(command, taskRoot, handler, "java" + release, megabytes);
  }

  /** The bootstrap of a package for {@code provided.al2023}. */
  Launch provided(Path taskRoot, String handler, int megabytes) {
    List<String> command = List.of(taskRoot.resolve("bootstrap").toString());
    return launch(command, taskRoot, handler, "provided.al2023", megabytes);
  }

  /** Another language's interpreter, with the program that replaces Lambda's runtime. */
  Launch script(Path interpreter, String program, Path taskRoot, String handler, int megabytes) {
    List<String> command = List.of(interpreter.toString(), taskRoot.resolve(program).toString());
    return launch(command, taskRoot, handler, interpreter.getFileName().toString(), megabytes);
  }

  private Launch launch(
      List<String> command, Path taskRoot, String handler, String runtime, int megabytes) {
    LambdaEnvironment variables =
        new LambdaEnvironment(
            function, "$LATEST", handler, runtime, megabytes, "us-east-1", "benchmark", taskRoot);
    Map<String, String> environment = variables.inSandbox(sandbox.environment(), own);
    return new Launch(command, taskRoot, environment, LIMIT, "");
  }
}
