package dev.chirp.internal.process;

import dev.chirp.internal.process.RuntimeApiServer.Reply;
import dev.chirp.runtime.local.LocalResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of one invocation on this machine, whoever asked for it: a local run, the sandbox, a
 * training or a benchmark.
 *
 * @param payload the function's response, or the error as JSON
 * @param failed if the payload is an error
 * @param replied whether the payload is the function's; false if it did not start, ended or ran out
 *     of time, and the payload is Lambda's word for it
 * @param duration of the handler
 * @param init how long the process took to be ready, if this was its first invocation
 * @param memory the most that the process ever used, in MB; 0 where the machine does not tell
 */
public record InvocationResult(
    String payload,
    boolean failed,
    boolean replied,
    Duration duration,
    Optional<Duration> init,
    int memory) {

  /** The result of a warm invocation that nobody measured but for its duration. */
  static InvocationResult of(Reply reply, String requestId, Duration duration) {
    return new InvocationResult(
        PlatformError.payload(reply, requestId),
        reply.failed(),
        !reply.platform(),
        duration,
        Optional.empty(),
        0);
  }

  /** The same as the first of its process. */
  InvocationResult with(Duration itsInit, int itsMemory) {
    return new InvocationResult(
        payload, failed, replied, duration, Optional.of(itsInit), itsMemory);
  }

  /** What the caller of the function sees. */
  public LocalResult seenByCaller(String requestId) {
    return new LocalResult(payload.getBytes(StandardCharsets.UTF_8), failed, duration, requestId);
  }

  /**
   * The line that Lambda writes after an invocation. Billed are whole milliseconds of the handler
   * and, since August 2025, of the init phase.
   *
   * @param memorySize that the function has, in MB
   * @param memoryUsed the most that Lambda would say it used, in MB
   */
  public String reportLine(String requestId, int memorySize, int memoryUsed) {
    double durationMillis = millis(duration);
    double initMillis = init.map(InvocationResult::millis).orElse(0.0);
    String line =
        String.format(
            Locale.ROOT,
            "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB\tMax Memory Used: %d MB",
            requestId,
            durationMillis,
            (long) Math.ceil(durationMillis + initMillis),
            memorySize,
            memoryUsed);
    return init.isEmpty()
        ? line
        : line + String.format(Locale.ROOT, "\tInit Duration: %.2f ms", initMillis);
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }
}
