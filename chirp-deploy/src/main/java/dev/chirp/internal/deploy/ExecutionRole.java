package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.DefaultNames;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * The role that the functions run with.
 *
 * @param arn set by a user who may not be allowed to read IAM
 * @param name used if there is no ARN
 * @param path used with the name: {@code /} or {@code /teams/chirp/}
 */
public record ExecutionRole(Optional<String> arn, String name, String path) {
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+");

  public ExecutionRole {
    if (arn.isPresent() && !ARN.matcher(arn.get()).matches()) {
      throw ChirpException.project(
              "<roleArn> is '%s' (or -Dchirp.roleArn), which is not a role ARN."
                  .formatted(arn.get()))
          .withSuggestion("-Dchirp.roleArn=arn:aws:iam::123456789012:role/" + DefaultNames.ROLE);
    }
  }

  /**
   * Returns the ARN of the role. Checks that the role exists and trusts Lambda, as far as the
   * credentials allow.
   *
   * @throws ChirpException if it does not
   */
  String find(Aws aws, Progress progress) {
    if (arn.isPresent()) {
      new GivenRole(arn.get()).check(aws, progress);
      return arn.get();
    }
    try {
      Role role =
          aws.call(
              "iam:GetRole",
              "role '" + name + "'",
              () -> aws.iam().getRole(r -> r.roleName(name)).role());
      if (!TrustPolicy.of(role).letsLambdaAssume()) {
        throw TrustPolicy.missing("Role '%s'".formatted(role.roleName()))
            .withSuggestion(setupIam(aws));
      }
      return role.arn();
    } catch (ChirpException e) {
      if (AwsRefusal.isDenied(e)) {
        progress.detail(
            "These credentials may not read role '%s'; skipping its check.".formatted(name), e);
        return "arn:%s:iam::%s:role%s%s"
            .formatted(aws.partition(), aws.identity().account(), path, name);
      }
      if (AwsRefusal.is(e, "NoSuchEntity")) {
        throw ChirpException.project(
                "Role '%s' (from chirp.roleName) does not exist in account %s. Nothing was changed."
                    .formatted(name, aws.identity().account()),
                e)
            .withSuggestion(setupIam(aws));
      }
      throw e;
    }
  }

  /** Adds the role's name and path if they are not the defaults. */
  private String setupIam(Aws aws) {
    return "mvn chirp:setup-iam"
        + aws.settings().flags()
        + (name.equals(DefaultNames.ROLE) ? "" : " -Dchirp.roleName=" + name)
        + (path.equals(DefaultNames.IAM_PATH) ? "" : " -Dchirp.iamPath=" + path);
  }
}
