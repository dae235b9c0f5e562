package dev.chirp.internal.rollout;

import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.Ownership;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.release.Rollback;
import dev.chirp.internal.release.RollbackPlan;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The way back of a release: its aliases move to the versions that they had before.
 *
 * @param functionPrefix of the functions' names on Lambda
 * @param only the only function to move back, as Lambda calls it
 * @param to the version to move to, if not the one before
 */
public record AliasRollback(
    Ownership owner,
    AliasName alias,
    String functionPrefix,
    Optional<String> only,
    Optional<String> to,
    boolean dryRun,
    Progress progress) {
  /** Plans, shows and moves. */
  public void run(Supplier<AwsSession> aws) {
    try (AwsSession session = aws.get()) {
      progress.say(session.introduction());
      Rollback rollback = new Rollback(session.aws(), owner, alias, progress);
      RollbackPlan plan = rollback.plan(functionPrefix, only, to);
      plan.lines().forEach(progress::say);
      if (dryRun || plan.isEmpty()) {
        progress.say(dryRun ? "Dry run: nothing was changed." : "Nothing to do.");
      } else {
        rollback.apply(plan);
      }
    }
  }
}
