package dev.chirp.internal.sandbox.lambda;

import java.time.Duration;
import java.util.Optional;

/** How long Lambda works at what was asked for, and how that ends. */
public interface Changes {
  /**
   * One change of a function.
   *
   * @param duration for which the function, or the version, is {@code Pending} or {@code
   *     InProgress}
   * @param failure why it is {@code Failed} afterwards; nothing if it comes to a good end
   */
  record Change(Duration duration, Optional<Failure> failure) {}

  /**
   * Why a change failed.
   *
   * @param code such as {@code InvalidSubnet}
   */
  record Failure(String code, String reason) {}

  /**
   * What becomes of a change that was accepted just now.
   *
   * @param action as IAM spells it: {@code lambda:CreateFunction}, {@code lambda:PublishVersion},
   *     {@code lambda:UpdateFunctionCode} or {@code lambda:UpdateFunctionConfiguration}
   * @param function its name
   */
  Change of(String action, String function);

  /** All changes succeed. */
  static Changes taking(Duration pending, Duration inProgress) {
    return (action, function) ->
        new Change(action.startsWith("lambda:Update") ? inProgress : pending, Optional.empty());
  }
}
