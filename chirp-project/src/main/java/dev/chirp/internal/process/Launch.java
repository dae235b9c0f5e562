package dev.chirp.internal.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The parameters for starting a function's process.
 *
 * @param command the program and its arguments, such as a JVM with AWS's client; it speaks Lambda's
 *     Runtime API
 * @param taskRoot the folder of the unzipped package, which is the working directory
 * @param environment all variables except the address of the Runtime API
 * @param timeout of an invocation
 * @param announcement the first line of the log
 */
public record Launch(
    List<String> command,
    Path taskRoot,
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
}
