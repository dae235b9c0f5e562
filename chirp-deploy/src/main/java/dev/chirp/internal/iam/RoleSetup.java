package dev.chirp.internal.iam;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Ownership;
import dev.chirp.internal.core.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.EntityAlreadyExistsException;
import software.amazon.awssdk.services.iam.model.LimitExceededException;

/**
 * Makes role and policy what they shall be: reads, shows the difference, changes that and nothing
 * else, and returns when IAM shows it. What was left unfinished is finished by the next run.
 *
 * @param adopts whether what somebody else made may be changed
 */
public record RoleSetup(
    Aws aws, Ownership owner, RoleSpec role, PolicySpec policy, boolean adopts, Progress progress) {
  /** Until IAM shows what was changed; it takes seconds. */
  private static final Duration VISIBLE = Duration.ofSeconds(60);

  /** How often somebody else may come first. */
  private static final int MAX_ROUNDS = 3;

  /** What is to be done; changes nothing. */
  public IamPlan plan() {
    IamReader iam = new IamReader(aws);
    return new RolePlanner(role, policy, owner, adopts)
        .plan(iam.role(role.name()), iam.policy(policy.arn()));
  }

  /**
   * Shows what is to be done and does it.
   *
   * @param dryRun only shows
   * @throws ChirpException when somebody else's would have to change, or AWS refuses; the same run
   *     once more goes on from there
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
      progress.say("Somebody else was faster; reading again.");
      plan = shown(afterOvertaking(plan, outcome.overtaken().get()), changed);
    }
  }

  /**
   * How far a plan came.
   *
   * @param changed whether something was
   * @param overtaken the failure if another run made or changed the same
   */
  private record Outcome(boolean changed, Optional<ChirpException> overtaken) {}

  private IamPlan shown(IamPlan plan, boolean changed) {
    plan.lines().forEach(progress::say);
    plan.notes().forEach(progress::say);
    plan.warnings().forEach(progress::warn);
    plan.requireOurs(role.name(), policy.name(), changed);
    if (plan.isEmpty()) {
      progress.say(
          "Role '%s' and policy '%s' are as they shall be.".formatted(role.name(), policy.name()));
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
          progress.detail("Somebody else made or changed the same", e);
          return new Outcome(changed, Optional.of(e));
        }
        throw e;
      }
    }
    return new Outcome(changed, Optional.empty());
  }

  /** A full quota is a race only where versions are counted, since the plan makes room there. */
  private static boolean isOvertaken(IamChange change, ChirpException failure) {
    return failure.getCause() instanceof EntityAlreadyExistsException
        || (failure.getCause() instanceof LimitExceededException
            && change instanceof IamChange.CreateVersion)
        || (failure.getCause() instanceof DeleteConflictException
            && change instanceof IamChange.DeleteVersion);
  }

  /** What another run made is not visible at once; what it used up is. */
  private IamPlan afterOvertaking(IamPlan before, ChirpException failure) {
    boolean exists = failure.getCause() instanceof EntityAlreadyExistsException;
    return new BoundedWait(aws.time(), exists ? VISIBLE : Duration.ZERO, BoundedWait.STEPS)
        .forAnswer(() -> Optional.of(plan()).filter(now -> !now.lines().equals(before.lines())))
        .orElseThrow(() -> exists ? hidden() : failure);
  }

  /** Whatever their path, names are unique in an account. */
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
