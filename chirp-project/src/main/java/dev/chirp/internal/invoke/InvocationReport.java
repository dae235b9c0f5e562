package dev.chirp.internal.invoke;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.runtime.local.LocalResult;

/**
 * What the caller of a function sees, here or on Lambda.
 *
 * @param line the {@code REPORT} that Lambda writes after an invocation, without its tabs
 */
public record InvocationReport(LocalResult result, String line) {
  static InvocationReport of(String requestId, InvocationResult result, int memorySize) {
    return new InvocationReport(
        result.seenByCaller(requestId),
        result.reportLine(requestId, memorySize, result.memory()).replace('\t', ' '));
  }

  /**
   * Fails unless the function answered with that status.
   *
   * @param status from {@code -Dchirp.expect}
   */
  public void requireStatus(String function, int status) {
    if (result.statusCode() != status) {
      throw ChirpException.project(
          "Function '%s' answered with status %d, but -Dchirp.expect is %d."
              .formatted(function, result.statusCode(), status));
    }
  }
}
