package dev.chirp.internal.process;

import dev.chirp.internal.core.OwnerOnly;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The parameters for starting a function's process.
 *
 * @param command the program and its arguments, such as a JVM with AWS's client; it speaks Lambda's
 *     Runtime API
 * @param directory the working directory: the folder of the unzipped package, if there is one
 * @param environment all variables except the address of the Runtime API
 * @param timeout of an invocation
 * @param announcement the first line of the log
 */
public record Launch(
    List<String> command,
    Path directory,
    Map<String, String> environment,
    Duration timeout,
    String announcement) {
  /** The time that Lambda allows before the first event. */
  private static final Duration INIT = Duration.ofSeconds(10);

  /**
   * The time until the process must request an event: the init time and the function's own timeout.
   */
  Duration startLimit() {
    return INIT.plus(timeout);
  }

  /**
   * A process that was started.
   *
   * @param nanoTime the time of the start
   */
  record Started(Process process, long nanoTime) {
    /** Ends the standard input of the process. */
    void proceed() throws IOException {
      process.getOutputStream().close();
    }
  }

  /**
   * Starts a process with the address of its Runtime API. Closes the API if that fails.
   *
   * @param log a new file for the output
   */
  Started start(RuntimeApiServer api, Path log) throws IOException {
    Started started = startWaiting(api, log);
    try {
      started.proceed();
      return started;
    } catch (IOException | RuntimeException e) {
      started.process().destroyForcibly();
      api.close();
      throw e;
    }
  }

  /** Starts a process as {@link #start} does, but leaves its standard input open. */
  Started startWaiting(RuntimeApiServer api, Path log) throws IOException {
    OwnerOnly.write(log).close();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
    try {
      return watched(builder);
    } catch (IOException | RuntimeException e) {
      api.close();
      throw e;
    }
  }

  /** Starts the watch before the process, so that no moment is unwatched. */
  private static Started watched(ProcessBuilder builder) throws IOException {
    ParentWatch watch = ParentWatch.start();
    try {
      long now = System.nanoTime();
      Process process = builder.start();
      try {
        watch.over(process);
        return new Started(process, now);
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
