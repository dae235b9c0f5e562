package dev.chirp.internal.process;

import dev.chirp.internal.core.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A process that was started.
 *
 * @param nanoTime the time of the start
 */
record Spawn(Process process, long nanoTime) {
  /**
   * Starts a process with the address of its Runtime API. Closes the API if that fails.
   *
   * @param log a new file for the output
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

  /** Starts the watch before the process, so that no moment is unwatched. */
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
