package dev.chirp.internal.sandbox.iam;

import dev.chirp.internal.sandbox.http.AwsError;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The roles and policies of one account.
 *
 * @param roles by name
 * @param policies by ARN
 */
record IamAccount(Map<String, Role> roles, Map<String, Policy> policies) {
  IamAccount {
    roles = new TreeMap<>(roles);
    policies = new TreeMap<>(policies);
  }

  static IamAccount empty() {
    return new IamAccount(Map.of(), Map.of());
  }

  Role role(String name) {
    return Optional.ofNullable(roles.get(name))
        .orElseThrow(() -> missing("The role with name %s cannot be found.".formatted(name)));
  }

  Policy policy(String arn) {
    return Optional.ofNullable(policies.get(arn))
        .orElseThrow(() -> missing("Policy %s was not found.".formatted(arn)));
  }

  /** Refuses the ARN of a policy that cannot be attached. AWS managed policies always can. */
  void requireAttachable(String arn) {
    boolean ofAws = arn.matches("arn:aws[a-z-]*:iam::aws:policy/.+");
    if (!ofAws && !policies.containsKey(arn)) {
      throw missing("Policy %s does not exist or is not attachable.".formatted(arn));
    }
  }

  long attachments(String policyArn) {
    return roles.values().stream().filter(role -> role.attached().contains(policyArn)).count();
  }

  long boundaries(String policyArn) {
    return roles.values().stream().filter(role -> role.boundary().equals(policyArn)).count();
  }

  static AwsError missing(String message) {
    return new AwsError(404, "NoSuchEntity", message);
  }
}
