package dev.chirp.internal.rollout;

import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.release.Rollback;
import dev.chirp.internal.release.RollbackPlan;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A rollback: moves the aliases of the last release back to their previous versions.
 *
 * @param functionPrefix of the functions' names on Lambda
 * @param only the name on Lambda of the only function to move back
 * @param to the version to move to, instead of the previous one
 */
public record AliasRollback(
    Ownership owner,
    AliasName alias,
    String functionPrefix,
    Optional<String> only,
    Optional<String> to,
    boolean dryRun,
    Progress progress) {
  /** Plans the rollback, shows it and applies it. */
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
