package dev.chirp.invoke;

import dev.chirp.core.ChirpException;
import java.util.Locale;

/**
 * What is known after the function has answered.
 *
 * @param text the answer, or the error envelope
 * @param statusCode 200, or what the answer says
 */
public record InvocationReport(
    String function,
    String text,
    boolean apiError,
    int statusCode,
    String requestId,
    long initNanos,
    long durationNanos,
    int memorySize,
    int maxMemoryUsed) {

  static InvocationReport of(String function, Outcome outcome, int memorySize) {
    return new InvocationReport(
        function,
        outcome.text(),
        outcome.kind() == Outcome.Kind.API_ERROR,
        outcome.statusCode(),
        outcome.requestId(),
        outcome.initNanos(),
        outcome.durationNanos(),
        memorySize,
        outcome.maxMemoryUsed());
  }

  /** Fails unless the answer has that status. */
  public void check(int expectedStatus) {
    if (statusCode != expectedStatus) {
      throw ChirpException.project(
          "Function '%s' answered with status %d, but -Dchirp.expect is %d."
              .formatted(function, statusCode, expectedStatus));
    }
  }

  /** What stands on stdout: the answer, or the error as the seed prints it. */
  public String printed() {
    return apiError ? "ERROR: " + text : text;
  }

  /**
   * The line that Lambda writes after an invocation; the init phase is billed, as on Lambda since
   * August 2025.
   */
  public String line() {
    return String.format(
        Locale.ROOT,
        "REPORT RequestId: %s Duration: %.2f ms Billed Duration: %d ms Memory Size: %d MB Max Memory Used: %d MB"
            + " Init Duration: %.2f ms",
        requestId,
        durationNanos / 1e6,
        (long) Math.ceil((initNanos + durationNanos) / 1e6),
        memorySize,
        maxMemoryUsed,
        initNanos / 1e6);
  }
}
