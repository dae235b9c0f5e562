package dev.chirp.internal.rollout;

import dev.chirp.internal.api.ApiRollback;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.release.Rollback;
import dev.chirp.internal.release.RollbackPlan;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A rollback: moves the aliases of the last release back to their previous versions, and the API
 * with them.
 *
 * @param functionPrefix of the functions' names on Lambda
 * @param only the name on Lambda of the only function to move back
 * @param to the version to move to, instead of the previous one
 * @param hasApi whether the POM has {@code <api>}
 */
public record AliasRollback(
    Ownership owner,
    AliasName alias,
    String functionPrefix,
    Optional<String> only,
    Optional<String> to,
    boolean hasApi,
    boolean dryRun,
    Progress progress) {
  /** Plans the rollback, shows it and applies it. */
  public void run(Supplier<AwsSession> aws) {
    try (AwsSession session = aws.get()) {
      progress.say(session.introduction());
      Rollback rollback = new Rollback(session.aws(), owner, alias, progress);
      ApiRollback apis = new ApiRollback(session.aws(), owner, functionPrefix, progress);
      Optional<ApiRollback.Move> api =
          hasApi && only.isEmpty() && to.isEmpty() ? apis.find() : Optional.empty();
      RollbackPlan plan =
          rollback.plan(functionPrefix, only, to, api.map(ApiRollback.Move::release));
      Optional<ApiRollback.Move> with =
          api.filter(move -> plan.undone().equals(Optional.of(move.release())));
      plan.lines().forEach(progress::say);
      with.map(ApiRollback.Move::line).ifPresent(progress::say);
      api.filter(move -> with.isEmpty())
          .ifPresent(
              move -> progress.say("The API stays, because the last release did not change it."));
      if (dryRun || (plan.isEmpty() && with.isEmpty())) {
        progress.say(dryRun ? "Dry run: nothing was changed." : "Nothing to do.");
        return;
      }
      try (StartGate gate = StartGate.begin(progress)) {
        with.ifPresent(move -> apis.prepare(move, gate));
        rollback.apply(
            plan, gate, release -> with.ifPresent(move -> apis.apply(move, gate, release)));
      }
    }
  }
}
