package dev.chirp.internal.process;

import dev.chirp.internal.core.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that was started.
 *
 * @param nanoTime at which it was asked for
 */
record Spawn(Process process, long nanoTime) {
  /**
   * Starts it with the address of its Runtime API, which is closed if that fails.
   *
   * @param log a new file, that the output goes to
   */
  static Spawn of(Launch launch, RuntimeApiServer api, Path log) throws IOException {
    OwnerOnly.write(log).close();
    ProcessBuilder builder =
        new ProcessBuilder(launch.command())
            .directory(launch.taskRoot().toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
    try {
      return watched(builder);
    } catch (IOException | RuntimeException e) {
      api.close();
      throw e;
    }
  }

  /** The watch is there first: a moment without it would be one to be killed in. */
  private static Spawn watched(ProcessBuilder builder) throws IOException {
    ParentWatch watch = ParentWatch.start();
    try {
      long now = System.nanoTime();
      Process process = builder.start();
      try {
        watch.over(process);
        process.getOutputStream().close();
        return new Spawn(process, now);
      } catch (IOException | RuntimeException e) {
        process.destroyForcibly();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      watch.close();
      throw e;
    }
  }
}
