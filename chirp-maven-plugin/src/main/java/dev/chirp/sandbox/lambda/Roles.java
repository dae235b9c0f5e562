package dev.chirp.sandbox.lambda;

import dev.chirp.sandbox.http.Refusal;

/** Which roles Lambda may assume. */
public interface Roles {
  /**
   * Returns if Lambda may assume the role.
   *
   * @throws Refusal {@code InvalidParameterValueException} with Lambda's own message when there is
   *     no such role, when it does not trust Lambda, or when it was made a moment ago
   */
  void requireAssumable(String roleArn);
}
