package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.time.Duration;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * A role of which the user gave the ARN. Many do because they may not ask IAM, or cannot reach it:
 * only what is surely wrong stops them.
 */
record GivenRole(String arn) {
  /** Where IAM is out of reach, a deploy shall not wait for all attempts of a call. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * Looks it up.
   *
   * @throws ChirpException when it is another account's, does not exist, or does not trust Lambda
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
      if (isMissing(e)) {
        throw ChirpException.project(
                "Role '%s' (from chirp.roleArn) does not exist. Nothing was changed."
                    .formatted(arn),
                e)
            .withSuggestion(
                "-Dchirp.roleArn with one of those that aws iam list-roles --query 'Roles[].Arn' lists");
      }
      if (AwsRefusal.isWithoutCredentials(e)) {
        throw e;
      }
      progress.detail("Role '%s' was not looked up".formatted(arn), e);
      return;
    }
    require(role);
  }

  private static boolean isMissing(ChirpException e) {
    return AwsRefusal.of(e).filter(no -> no.code().equals("NoSuchEntity")).isPresent();
  }

  /** Lambda says it later, and in other words: Cross-account pass role is not allowed. */
  private void requireAccount(Aws aws) {
    String account = arn.split(":", -1)[4];
    if (!account.equals(aws.identity().account())) {
      throw ChirpException.project(
          "Role '%s' (from chirp.roleArn) is account %s's, but the functions are to be in account %s, and Lambda takes no role of another account. Nothing was changed."
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
              "mvn -q chirp:setup-iam -Dchirp.policy=print, and hand its \"trust\" to whoever owns the role");
    }
  }

  private String name() {
    return arn.substring(arn.lastIndexOf('/') + 1);
  }
}
