package dev.chirp.internal.rollout;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.iam.ArnScope;
import dev.chirp.internal.iam.DeployerNeeds;
import dev.chirp.internal.iam.IamSettings;
import dev.chirp.internal.iam.PolicySpec;
import dev.chirp.internal.iam.RoleSetup;
import java.util.function.Supplier;

/** The work of {@code chirp:setup-iam}. */
public record SetupIam(IamSettings settings, Supplier<AwsSession> aws, Progress progress) {

  /** The policies as JSON; it works without an account too. */
  public String print(DeployerNeeds needs) {
    return settings.print(scopeIfKnown(), needs);
  }

  private ArnScope scopeIfKnown() {
    try (AwsSession session = aws.get()) {
      return ArnScope.of(session.aws());
    } catch (ChirpException e) {
      // A mistyped profile or another account than expected is a mistake, here too.
      if (e.kind() != ChirpException.Kind.NO_AWS) {
        throw e;
      }
      progress.warn("Account and region are left open in the policies: " + e.problem(), e);
      return ArnScope.PLACEHOLDERS;
    }
  }

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
