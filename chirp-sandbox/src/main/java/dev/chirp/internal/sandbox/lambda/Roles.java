package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.sandbox.http.AwsError;

/** The roles that Lambda may assume. */
public interface Roles {
  /**
   * Requires that Lambda may assume the role.
   *
   * @throws AwsError {@code InvalidParameterValueException} with Lambda's own message when the role
   *     does not exist, does not trust Lambda, or is too new
   */
  void requireAssumable(String roleArn);

  /**
   * Requires that a function of the account may use the role.
   *
   * @param roleArn a valid ARN
   * @throws AwsError when the role belongs to another account, or cannot be assumed
   */
  default void requirePassable(String account, String roleArn) {
    if (!roleArn.split(":", -1)[4].equals(account)) {
      throw new AwsError(403, "AccessDeniedException", "Cross-account pass role is not allowed.");
    }
    requireAssumable(roleArn);
  }
}
