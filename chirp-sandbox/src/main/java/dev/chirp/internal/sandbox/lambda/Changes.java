package dev.chirp.internal.sandbox.lambda;

import java.time.Duration;
import java.util.Optional;

/** Decides how long Lambda takes for a change of a function, and whether the change succeeds. */
public interface Changes {
  /**
   * One change of a function.
   *
   * @param duration the time for which the function or version is {@code Pending} or {@code
   *     InProgress}
   * @param failure the reason why it is {@code Failed} afterward; empty if the change succeeds
   */
  record Change(Duration duration, Optional<Failure> failure) {}

  /**
   * The reason for a failed change.
   *
   * @param code such as {@code InvalidSubnet}
   */
  record Failure(String code, String reason) {}

  /**
   * Decides the outcome of a change that Lambda has just accepted.
   *
   * @param action as IAM spells it: {@code lambda:CreateFunction}, {@code lambda:PublishVersion},
   *     {@code lambda:UpdateFunctionCode} or {@code lambda:UpdateFunctionConfiguration}
   * @param function the function's name
   */
  Change of(String action, String function);

  /** Changes that all succeed after these times. */
  static Changes taking(Duration pending, Duration inProgress) {
    return (action, function) ->
        new Change(action.startsWith("lambda:Update") ? inProgress : pending, Optional.empty());
  }
}
