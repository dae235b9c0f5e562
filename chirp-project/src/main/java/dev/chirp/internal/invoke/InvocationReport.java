package dev.chirp.internal.invoke;

import dev.chirp.runtime.local.LocalResult;
import java.util.Locale;

/**
 * What is known after the function has answered.
 *
 * @param initNanos from the start of the JVM to the start of the invocation
 * @param memorySize MB, that the function has
 * @param maxMemoryUsed MB, that its process needed
 */
public record InvocationReport(
    String function, LocalResult result, long initNanos, int memorySize, int maxMemoryUsed) {

  /**
   * The line that Lambda writes after an invocation; the init phase is billed, as on Lambda since
   * August 2025.
   */
  public String line() {
    long durationNanos = result.duration().toNanos();
    return String.format(
        Locale.ROOT,
        "REPORT RequestId: %s Duration: %.2f ms Billed Duration: %d ms Memory Size: %d MB Max Memory Used: %d MB"
            + " Init Duration: %.2f ms",
        result.requestId(),
        durationNanos / 1e6,
        (long) Math.ceil((initNanos + durationNanos) / 1e6),
        memorySize,
        maxMemoryUsed,
        initNanos / 1e6);
  }
}
