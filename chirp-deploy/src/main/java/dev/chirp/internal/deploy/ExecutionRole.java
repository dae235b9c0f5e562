package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * The role that the functions run with.
 *
 * @param arn given by the user, who may be one that may not ask IAM
 * @param name else
 * @param path else: {@code /} or {@code /teams/chirp/}
 */
public record ExecutionRole(Optional<String> arn, String name, String path) {
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+");

  public ExecutionRole {
    if (arn.isPresent() && !ARN.matcher(arn.get()).matches()) {
      throw ChirpException.project(
              "<roleArn> is '%s' (or -Dchirp.roleArn), which is no ARN of a role."
                  .formatted(arn.get()))
          .withSuggestion("-Dchirp.roleArn=arn:aws:iam::123456789012:role/chirp-prod");
    }
  }

  /**
   * The ARN of a role that exists and trusts Lambda, as far as these credentials may know.
   *
   * @throws ChirpException when it does not
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
      Optional<AwsRefusal> refusal = AwsRefusal.of(e);
      if (refusal.filter(AwsRefusal::isDenied).isPresent()) {
        progress.detail(
            "These credentials may not read role '%s'; going on without.".formatted(name), e);
        return "arn:%s:iam::%s:role%s%s"
            .formatted(aws.partition(), aws.identity().account(), path, name);
      }
      if (refusal.filter(no -> no.code().equals("NoSuchEntity")).isPresent()) {
        throw ChirpException.project(
                "Role '%s' (from chirp.roleName) does not exist in account %s. Nothing was changed."
                    .formatted(name, aws.identity().account()),
                e)
            .withSuggestion(setupIam(aws));
      }
      throw e;
    }
  }

  /** With the names that differ from those that the goal has by itself. */
  private String setupIam(Aws aws) {
    return "mvn chirp:setup-iam"
        + aws.settings().flags()
        + (name.equals("chirp-prod") ? "" : " -Dchirp.roleName=" + name)
        + (path.equals("/") ? "" : " -Dchirp.iamPath=" + path);
  }
}
