package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.sandbox.http.AwsError;

/** Which roles Lambda may assume. */
public interface Roles {
  /**
   * Returns if Lambda may assume the role.
   *
   * @throws AwsError {@code InvalidParameterValueException} with Lambda's own message when there is
   *     no such role, when it does not trust Lambda, or when it was made a moment ago
   */
  void requireAssumable(String roleArn);

  /**
   * Returns if a function of that account may be given the role, whose ARN is one.
   *
   * @throws AwsError when it is another account's, or cannot be assumed
   */
  default void requirePassable(String account, String roleArn) {
    if (!roleArn.split(":", -1)[4].equals(account)) {
      throw new AwsError(403, "AccessDeniedException", "Cross-account pass role is not allowed.");
    }
    requireAssumable(roleArn);
  }
}
