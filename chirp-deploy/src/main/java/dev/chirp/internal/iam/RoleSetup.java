package dev.chirp.internal.iam;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;

/**
 * Brings role and policy up to date: reads them, shows the difference, makes only those changes,
 * and returns when IAM shows them. The next run finishes what an interrupted run left undone.
 *
 * @param adopts whether resources that someone else created may be changed
 */
public record RoleSetup(
    Aws aws, Ownership owner, RoleSpec role, PolicySpec policy, boolean adopts, Progress progress) {
  /** The time that IAM gets to show the changes. It takes seconds. */
  private static final Duration VISIBLE = Duration.ofSeconds(60);

  /** The most times that a change by someone else is planned around. */
  private static final int MAX_ROUNDS = 3;

  /** Plans the changes without making them. */
  public IamPlan plan() {
    IamReader iam = new IamReader(aws);
    return new RolePlanner(role, policy, owner, adopts)
        .plan(iam.role(role.name()), iam.policy(policy.arn()));
  }

  /**
   * Shows the plan and applies it.
   *
   * @param dryRun whether to stop after showing the plan
   * @throws ChirpException if the plan changes what someone else created, or if AWS refuses a call;
   *     the next run continues from there
   */
  public void run(boolean dryRun) {
    IamPlan plan = shown(plan(), false);
    if (dryRun) {
      progress.say("Dry run: nothing was changed.");
      return;
    }
    boolean changed = false;
    for (int round = 1; !plan.isEmpty(); round++) {
      Outcome outcome = apply(plan);
      if (outcome.overtaken().isEmpty()) {
        awaitVisible();
        return;
      }
      if (round == MAX_ROUNDS) {
        throw outcome.overtaken().get();
      }
      changed |= outcome.changed();
      progress.say("Someone else changed them first; reading again.");
      plan = shown(afterOvertaking(plan, outcome.overtaken().get()), changed);
    }
  }

  /**
   * The result of applying a plan.
   *
   * @param changed whether anything was changed
   * @param overtaken the failure, if another run created or changed the same resource
   */
  private record Outcome(boolean changed, Optional<ChirpException> overtaken) {}

  private IamPlan shown(IamPlan plan, boolean changed) {
    plan.lines().forEach(progress::say);
    plan.notes().forEach(progress::say);
    plan.warnings().forEach(progress::warn);
    plan.requireOurs(role.name(), policy.name(), changed);
    if (plan.isEmpty()) {
      progress.say(
          "Role '%s' and policy '%s' are up to date.".formatted(role.name(), policy.name()));
    }
    return plan;
  }

  private Outcome apply(IamPlan plan) {
    IamWriter iam = new IamWriter(aws);
    boolean changed = false;
    for (IamChange change : plan.changes()) {
      try {
        progress.say(change.apply(iam));
        changed = true;
      } catch (ChirpException e) {
        if (isOvertaken(change, e)) {
          progress.detail("Someone else created or changed it", e);
          return new Outcome(changed, Optional.of(e));
        }
        throw e;
      }
    }
    return new Outcome(changed, Optional.empty());
  }

  /** A full quota is a race only for policy versions, because the plan makes room for those. */
  private static boolean isOvertaken(IamChange change, ChirpException failure) {
    return failure.getCause() instanceof EntityAlreadyExistsException
        || (failure.getCause() instanceof LimitExceededException
            && change instanceof IamChange.CreateVersion)
        || (failure.getCause() instanceof DeleteConflictException
            && change instanceof IamChange.DeleteVersion);
  }

  /**
   * A resource that another run created is not visible at once, but already counts against quotas.
   */
  private IamPlan afterOvertaking(IamPlan before, ChirpException failure) {
    boolean exists = failure.getCause() instanceof EntityAlreadyExistsException;
    return new BoundedWait(aws.time(), exists ? VISIBLE : Duration.ZERO, BoundedWait.STEPS)
        .forAnswer(() -> Optional.of(plan()).filter(now -> !now.lines().equals(before.lines())))
        .orElseThrow(() -> exists ? hidden() : failure);
  }

  /** Names are unique in an account, whatever their path. */
  private ChirpException hidden() {
    return ChirpException.project(
            "IAM says that role '%s' or policy '%s' exists, but shows none at path '%s'."
                .formatted(role.name(), policy.name(), role.path()))
        .withSuggestion(
            "aws iam list-policies --scope Local --query \"Policies[?PolicyName=='%s'].Arn\", and its path as -Dchirp.iamPath"
                .formatted(policy.name()));
  }

  private void awaitVisible() {
    new BoundedWait(aws.time(), VISIBLE, BoundedWait.STEPS)
        .forAnswer(() -> Optional.of(plan()).filter(IamPlan::isEmpty))
        .ifPresentOrElse(
            done -> progress.detail("IAM shows the changes."),
            () -> {
              throw ChirpException.execution(
                      "IAM does not show the changes to role '%s' and policy '%s' after %d s."
                          .formatted(role.name(), policy.name(), VISIBLE.toSeconds()),
                      new TimeoutException())
                  .withSuggestion("the same command again in a minute");
            });
  }
}
