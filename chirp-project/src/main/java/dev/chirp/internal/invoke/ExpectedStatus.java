package dev.chirp.internal.invoke;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.runtime.local.LocalResult;

/**
 * The status that a function shall answer with.
 *
 * @param status from {@code -Dchirp.expect}
 */
public record ExpectedStatus(String function, int status) {

  /** Fails unless the answer has that status. */
  public void check(LocalResult result) {
    if (result.statusCode() != status) {
      throw ChirpException.project(
          "Function '%s' answered with status %d, but -Dchirp.expect is %d."
              .formatted(function, result.statusCode(), status));
    }
  }
}
