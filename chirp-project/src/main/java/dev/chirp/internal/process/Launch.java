package dev.chirp.internal.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a process of a function is started with.
 *
 * @param command the program and its arguments, such as a JVM with AWS's client; it speaks Lambda's
 *     Runtime API
 * @param taskRoot where the zip is unzipped: the working directory
 * @param environment all of the variables but the Runtime API's address
 * @param timeout of an invocation
 * @param announcement what the log begins with
 */
public record Launch(
    List<String> command,
    Path taskRoot,
    Map<String, String> environment,
    Duration timeout,
    String announcement) {
  /** What Lambda grants before the first event. */
  private static final Duration INIT = Duration.ofSeconds(10);

  /** How long it may take until it asks for an event: the function's own timeout comes on top. */
  Duration startLimit() {
    return INIT.plus(timeout);
  }
}
