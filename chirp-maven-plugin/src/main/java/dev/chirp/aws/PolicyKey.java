package dev.chirp.aws;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which of the policies that {@code chirp:setup-iam -Dchirp.policy=print} prints allows a call. */
final class PolicyKey {
  private static final String DEPLOYER = "\"deployer\"";
  private static final String OPERATOR = "\"operator\"";
  private static final String SETUP_IAM = "\"setupIam\"";

  /** No printed policy allows these: whoever may make a role need not be able to remove it. */
  private static final Set<String> IN_NONE =
      Set.of("iam:DeleteRole", "iam:DeletePolicy", "iam:DetachRolePolicy");

  private static final Map<String, String> EXACT =
      Map.of(
          "iam:GetRole", SETUP_IAM + " (to deploy, " + DEPLOYER + ")",
          "iam:PassRole", DEPLOYER,
          "lambda:DeleteFunction", OPERATOR,
          "lambda:InvokeFunction", OPERATOR,
          "lambda:ListFunctions", OPERATOR,
          "logs:CreateLogGroup", DEPLOYER,
          "logs:PutRetentionPolicy", DEPLOYER,
          "logs:TagResource", DEPLOYER);

  private static final List<Map.Entry<String, String>> BY_SERVICE =
      List.of(
          Map.entry("iam:", SETUP_IAM),
          Map.entry("lambda:", DEPLOYER),
          Map.entry("s3:", DEPLOYER),
          Map.entry("logs:", OPERATOR));

  private PolicyKey() {}

  /**
   * What to do about a call that was denied.
   *
   * @param action as IAM spells it
   */
  static String suggestion(String action) {
    String key =
        EXACT.getOrDefault(
            action,
            BY_SERVICE.stream()
                .filter(service -> action.startsWith(service.getKey()))
                .filter(service -> !IN_NONE.contains(action))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(""));
    return key.isEmpty()
        ? "ask an administrator to allow " + action
        : "mvn -q chirp:setup-iam -Dchirp.policy=print, and hand its %s to an administrator"
            .formatted(key);
  }
}
