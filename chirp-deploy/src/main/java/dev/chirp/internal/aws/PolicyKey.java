package dev.chirp.internal.aws;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The policy that allows a call, among those that {@code chirp:setup-iam -Dchirp.policy=print}
 * prints. If several do, the narrowest is named first.
 */
final class PolicyKey {
  private static final String DEPLOYER = "\"deployer\"";
  private static final String OPERATOR = "\"operator\"";
  private static final String SETUP_IAM = "\"setupIam\"";
  private static final String UNDEPLOY_ROLE = "\"undeployRole\"";

  private record Rule(Set<String> actions, String key) {}

  /** Actions that differ from the rest of their service. */
  private static final List<Rule> EXCEPTIONS =
      List.of(
          new Rule(Set.of("iam:PassRole"), DEPLOYER),
          new Rule(
              Set.of("iam:GetRole"),
              SETUP_IAM
                  + " (to deploy, "
                  + DEPLOYER
                  + "; to remove the role, "
                  + UNDEPLOY_ROLE
                  + ")"),
          new Rule(
              Set.of(
                  "iam:DeletePolicyVersion",
                  "iam:GetPolicy",
                  "iam:GetPolicyVersion",
                  "iam:ListAttachedRolePolicies",
                  "iam:ListPolicyVersions"),
              SETUP_IAM + " (to remove the role, " + UNDEPLOY_ROLE + ")"),
          new Rule(
              Set.of(
                  "iam:DeletePolicy",
                  "iam:DeleteRole",
                  "iam:DetachRolePolicy",
                  "iam:ListEntitiesForPolicy"),
              UNDEPLOY_ROLE),
          new Rule(
              Set.of(
                  "lambda:DeleteFunction",
                  "lambda:InvokeFunction",
                  "lambda:ListAliases",
                  "lambda:ListVersionsByFunction"),
              OPERATOR + " (to release, " + DEPLOYER + ")"),
          new Rule(Set.of("lambda:ListFunctions"), OPERATOR),
          new Rule(
              Set.of("apigateway:DELETE", "apigateway:GET", "lambda:GetPolicy"),
              OPERATOR + " (to deploy, " + DEPLOYER + ")"),
          new Rule(
              Set.of("logs:CreateLogGroup", "logs:PutRetentionPolicy", "logs:TagResource"),
              DEPLOYER),
          new Rule(
              Set.of("logs:DescribeLogGroups", "logs:ListTagsForResource"),
              OPERATOR + " (to deploy, " + DEPLOYER + ")"));

  private static final Map<String, String> BY_SERVICE =
      Map.of(
          "apigateway",
          DEPLOYER,
          "iam",
          SETUP_IAM,
          "lambda",
          DEPLOYER,
          "s3",
          DEPLOYER,
          "logs",
          OPERATOR);

  private PolicyKey() {}

  /**
   * Returns the suggestion for a call that was denied.
   *
   * @param action as IAM spells it
   */
  static String suggestion(String action) {
    String service = action.substring(0, Math.max(0, action.indexOf(':')));
    String key =
        EXCEPTIONS.stream()
            .filter(rule -> rule.actions().contains(action))
            .map(Rule::key)
            .findFirst()
            .orElse(BY_SERVICE.getOrDefault(service, ""));
    return key.isEmpty()
        ? "ask an administrator to allow " + action
        : "mvn -q chirp:setup-iam -Dchirp.policy=print, and give its %s to an administrator"
            .formatted(key);
  }
}
