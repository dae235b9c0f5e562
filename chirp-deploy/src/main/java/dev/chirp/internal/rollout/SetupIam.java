package dev.chirp.internal.rollout;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.iam.ArnScope;
import dev.chirp.internal.iam.DeployerNeeds;
import dev.chirp.internal.iam.IamSettings;
import dev.chirp.internal.iam.PolicySpec;
import dev.chirp.internal.iam.RoleSetup;
import java.util.function.Supplier;

/** Sets up the role and the policy, or prints the policies. */
public record SetupIam(IamSettings settings, Supplier<AwsSession> aws, Progress progress) {

  /** Returns the policies as JSON. Works without an account too. */
  public String print(DeployerNeeds needs) {
    return settings.print(scopeIfKnown(), needs);
  }

  private ArnScope scopeIfKnown() {
    try (AwsSession session = aws.get()) {
      return ArnScope.of(session.aws());
    } catch (ChirpException e) {
      // A mistyped profile or an unexpected account is still an error.
      if (e.kind() != ChirpException.Kind.NO_AWS) {
        throw e;
      }
      progress.warn("Account and region are placeholders in the policies: " + e.problem(), e);
      return ArnScope.PLACEHOLDERS;
    }
  }

  /**
   * Brings role and policy up to date.
   *
   * @param adopts whether resources that someone else created may be changed
   * @param dryRun whether to stop after showing the plan
   */
  public void converge(boolean adopts, boolean dryRun) {
    try (AwsSession session = aws.get()) {
      progress.say(session.introduction());
      ArnScope scope = ArnScope.of(session.aws());
      PolicySpec policy = settings.policy(scope);
      settings.warnings(policy.document()).forEach(progress::warn);
      new RoleSetup(session.aws(), settings.owner(), settings.role(), policy, adopts, progress)
          .run(dryRun);
      if (!dryRun) {
        progress.say(
            "Next: mvn chirp:deploy" + session.aws().settings().flags() + settings.flags());
      }
    }
  }
}
