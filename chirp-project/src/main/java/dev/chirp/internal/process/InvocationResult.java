package dev.chirp.internal.process;

import dev.chirp.internal.process.RuntimeApiServer.Reply;
import dev.chirp.runtime.local.LocalResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The result of one invocation on this machine: in a local run, the sandbox, a training or a
 * benchmark.
 *
 * @param payload the function's response, or the error as JSON
 * @param failed whether the payload is an error
 * @param replied whether the payload comes from the function; false if the process did not start,
 *     ended or timed out, and the payload is Lambda's error
 * @param duration of the handler; in {@link TimedProcess.First}, from the start of the process,
 *     including init
 * @param init the time until the process was ready, if this was its first invocation
 * @param memory the peak memory of the process in MB; 0 if unknown
 */
public record InvocationResult(
    String payload,
    boolean failed,
    boolean replied,
    Duration duration,
    Optional<Duration> init,
    int memory) {

  /** Returns a result with only its duration measured. */
  static InvocationResult of(Reply reply, String requestId, Duration duration) {
    return new InvocationResult(
        PlatformError.payload(reply, requestId),
        reply.failed(),
        !reply.platform(),
        duration,
        Optional.empty(),
        0);
  }

  /** Returns this result as the first of its process. */
  InvocationResult with(Duration itsInit, int itsMemory) {
    return new InvocationResult(
        payload, failed, replied, duration, Optional.of(itsInit), itsMemory);
  }

  /** Returns the result as the function's caller sees it. */
  public LocalResult seenByCaller(String requestId) {
    return new LocalResult(payload.getBytes(StandardCharsets.UTF_8), failed, duration, requestId);
  }

  /**
   * Returns the line that Lambda logs after an invocation. Lambda bills whole milliseconds of the
   * handler and, since August 2025, of the init phase.
   *
   * @param memorySize the function's memory size, in MB
   * @param memoryUsed the peak memory to report, in MB
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
