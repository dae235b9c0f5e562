package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.time.Duration;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * A role whose ARN the user set, often because IAM is off limits or out of reach. Only a certain
 * mistake stops the deploy.
 */
record GivenRole(String arn) {
  /** The time for the lookup. A deploy must not wait for all attempts when IAM is out of reach. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * Checks the role as far as possible.
   *
   * @throws ChirpException if it belongs to another account, does not exist, or does not trust
   *     Lambda
   */
  void check(Aws aws, Progress progress) {
    requireAccount(aws);
    Role role;
    try {
      role =
          aws.call(
              "iam:GetRole",
              "role '" + name() + "'",
              () ->
                  aws.iam()
                      .getRole(
                          r ->
                              r.roleName(name())
                                  .overrideConfiguration(c -> c.apiCallTimeout(LIMIT)))
                      .role());
    } catch (ChirpException e) {
      if (AwsRefusal.is(e, "NoSuchEntity")) {
        throw ChirpException.project(
                "Role '%s' (from chirp.roleArn) does not exist. Nothing was changed."
                    .formatted(arn),
                e)
            .withSuggestion(
                "aws iam list-roles --query 'Roles[].Arn', and one of these as -Dchirp.roleArn");
      }
      if (AwsRefusal.isWithoutCredentials(e)) {
        throw e;
      }
      progress.detail("Role '%s' was not looked up".formatted(arn), e);
      return;
    }
    require(role);
  }

  /** Lambda would report this later, as "Cross-account pass role is not allowed". */
  private void requireAccount(Aws aws) {
    String account = arn.split(":", -1)[4];
    if (!account.equals(aws.identity().account())) {
      throw ChirpException.project(
          "Role '%s' (from chirp.roleArn) belongs to account %s, but the functions go to account %s, and Lambda accepts no role of another account. Nothing was changed."
              .formatted(arn, account, aws.identity().account()));
    }
  }

  private void require(Role role) {
    if (!role.arn().equals(arn)) {
      throw ChirpException.project(
              "Role '%s' (from chirp.roleArn) does not exist: the role of that name has another path. Nothing was changed."
                  .formatted(arn))
          .withSuggestion("-Dchirp.roleArn=" + role.arn());
    }
    if (!TrustPolicy.of(role).letsLambdaAssume()) {
      throw TrustPolicy.missing("Role '%s' (from chirp.roleArn)".formatted(arn))
          .withSuggestion(
              "mvn -q chirp:setup-iam -Dchirp.policy=print, and give its \"trust\" to the role's owner");
    }
  }

  private String name() {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
