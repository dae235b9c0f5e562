package dev.chirp.internal.serve;

import dev.chirp.internal.core.OwnerOnly;
import dev.chirp.internal.process.ArgumentFile;
import dev.chirp.internal.process.Bootstrap;
import dev.chirp.internal.process.LambdaEnvironment;
import dev.chirp.internal.process.LambdaJvm;
import dev.chirp.internal.process.Launch;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.serve.code.ServedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The launches of functions' processes, with the environment, memory and timeout of a local run.
 *
 * @param aws variables that direct the functions' calls to AWS or to a sandbox
 * @param directory for the processes' files
 * @param debug ports for debuggers, if debuggers may attach; then no event times out
 */
record ProcessLaunches(Map<String, String> aws, Path directory, Optional<DebugPorts> debug) {
  /** The region that the functions are in. */
  String region() {
    return LambdaEnvironment.region(aws);
  }

  /**
   * Returns the launch of a process for events.
   *
   * @param arguments a new file for the arguments of its JVM
   */
  Launch forEvents(ServedFunction served, Path arguments) {
    try {
      Path folder = OwnerOnly.createFolder(directory);
      Bootstrap loop = Bootstrap.loop(served.classPaths(), folder);
      return launch(
          served, debug.map(ports -> loop.withDebugger(ports.of(served))).orElse(loop), arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the launch of a process that waits before it loads the function.
   *
   * @param arguments a new file for the arguments of its JVM
   */
  Launch forWaiting(ServedFunction served, Path arguments) {
    try {
      Path folder = OwnerOnly.createFolder(directory);
      return launch(served, Bootstrap.spare(served.classPaths(), folder), arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Launch launch(ServedFunction served, Bootstrap bootstrap, Path arguments)
      throws IOException {
    FunctionSettings settings = served.function().settings();
    Map<String, String> environment = new HashMap<>(System.getenv());
    LambdaEnvironment.latest(
            served.functionName(),
            served.function().handler(),
            served.runtime(),
            settings.memorySize().value(),
            region(),
            served.classPaths().taskRoot())
        .putInto(environment, aws, settings.variables());
    LambdaJvm jvm = new LambdaJvm(served.java(), settings.memorySize().value(), bootstrap);
    return new Launch(
        ArgumentFile.write(jvm.command(List.of()), arguments),
        Path.of("").toAbsolutePath(),
        environment,
        debug
            .map(ports -> DebugPorts.TIMEOUT)
            .orElse(Duration.ofSeconds(settings.timeout().value())),
        "");
  }
}
