package dev.chirp.internal.invoke;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.runtime.local.LocalResult;

/**
 * The result of an invocation as its caller sees it, here or on Lambda.
 *
 * @param line Lambda's {@code REPORT} line for the invocation, without its tabs
 */
public record InvocationReport(LocalResult result, String line) {
  static InvocationReport of(String requestId, InvocationResult result, int memorySize) {
    return new InvocationReport(
        result.seenByCaller(requestId),
        result.reportLine(requestId, memorySize, result.memory()).replace('\t', ' '));
  }

  /**
   * Fails unless the response has this status.
   *
   * @param status from {@code -Dchirp.expect}
   */
  public void requireStatus(String function, int status) {
    if (result.statusCode() != status) {
      throw ChirpException.project(
          "Function '%s' returned status %d, but -Dchirp.expect is %d."
              .formatted(function, result.statusCode(), status));
    }
  }
}
