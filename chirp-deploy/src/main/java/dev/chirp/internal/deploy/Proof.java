package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.Interruption;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Time;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Waits until Lambda is done with a function, and says what came of it. Nothing but Lambda's own
 * word, asked for afterwards, is a success.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html">Lambda function
 *     states</a>
 */
record Proof(
    Time time,
    LambdaFunctions functions,
    DeployPlanner planner,
    Progress progress,
    Interruption interruption) {
  /** How long Lambda may take for one change. */
  static final Duration LIMIT = Duration.ofMinutes(5);

  /** What was just made or changed may not be seen at once. */
  static final Duration UNSEEN = Duration.ofSeconds(30);

  /** After so long it is likely to be seen, and to try again does no harm. */
  static final Duration SOON = Duration.ofSeconds(5);

  /**
   * The function once it takes changes again.
   *
   * @throws DeployStopped when it does not in time, or is gone
   */
  RemoteFunction settled(String name) {
    Instant unseenUntil = time.now().plus(UNSEEN);
    AtomicReference<String> evidence = new AtomicReference<>("never seen");
    Duration limit = interruption.atMost(LIMIT);
    return new BoundedWait(time, limit, BoundedWait.STEPS)
        .forAnswer(
            () -> {
              boolean isLate = time.now().isAfter(unseenUntil);
              Optional<RemoteFunction> found = functions.find(name);
              if (found.isEmpty() && isLate) {
                throw new DeployStopped(
                    DeployOutcome.failed(
                        "It is gone: somebody deleted it.", "mvn chirp:deploy again"));
              }
              found.map(RemoteFunction::evidence).ifPresent(evidence::set);
              return found.filter(seen -> !seen.isBusy());
            })
        .orElseThrow(
            () ->
                new DeployStopped(
                    DeployOutcome.unknown(
                        limit.equals(LIMIT)
                            ? "after %d minutes still %s".formatted(LIMIT.toMinutes(), evidence)
                            : "still %s at %s".formatted(evidence, interruption.reason()))));
  }

  /**
   * The function after a call that may have done its work or not, once it looks as if it had.
   *
   * @param failure what is known of the call
   * @param limit how long to look for it
   * @throws DeployStopped when it cannot be read either: then nothing is known
   */
  Optional<RemoteFunction> afterLostAnswer(
      String name, ChirpException failure, Duration limit, Predicate<RemoteFunction> isDone) {
    try {
      return new BoundedWait(time, interruption.atMost(limit), BoundedWait.STEPS)
          .forAnswer(() -> functions.find(name).filter(isDone));
    } catch (ChirpException e) {
      interruption.notice(e);
      progress.detail(name + ": not read", e);
      throw new DeployStopped(DeployOutcome.unknown(failure.problem()));
    }
  }

  /** Whether what was done is there, and whole. */
  RemoteFunction proved(FunctionSpec spec, Kind done) {
    RemoteFunction now = seen(spec);
    requireWhole(spec, now);
    superseded(spec, now, done)
        .ifPresent(
            outcome -> {
              throw new DeployStopped(outcome);
            });
    return now;
  }

  /**
   * What another has made of it after this deploy; nothing if it is as it shall be. Variables that
   * were just written and cannot be read back, for want of {@code kms:Decrypt}, are taken for those
   * that Lambda took.
   */
  private Optional<DeployOutcome> superseded(FunctionSpec spec, RemoteFunction now, Kind done) {
    RemoteFunction is = now.isEnvironmentReadable() ? now : now.withEnvironment(spec.environment());
    FunctionPlan plan = planner.plan(spec, Optional.of(is));
    if (plan.isUnchanged()) {
      return Optional.empty();
    }
    boolean isOtherCode = !now.codeSha256().equals(planner.codeSha256());
    return Optional.of(
        new DeployOutcome(
            Kind.SUPERSEDED,
            isOtherCode
                ? "its code is now %s, and this deploy's was %s (%s)"
                    .formatted(now.codeSha256(), planner.codeSha256(), done)
                : "another changed it meanwhile, and it differs again: %s (%s)"
                    .formatted(plan.differences(), done),
            isOtherCode
                ? "see who else deploys; mvn chirp:deploy again puts this code there"
                : "see who else deploys; mvn chirp:deploy again"));
  }

  /**
   * One look more when the run ends, which may be long after the function was proved: another may
   * have changed it meanwhile. What cannot be read stays as it was proved.
   */
  FunctionResult atTheEnd(FunctionResult proved) {
    Kind done = proved.outcome().kind();
    if ((done != Kind.CREATED && done != Kind.UPDATED) || !interruption.reason().isEmpty()) {
      return proved;
    }
    FunctionSpec spec = proved.plan().spec();
    try {
      return functions
          .find(spec.lambdaName())
          .flatMap(
              now ->
                  superseded(spec, now, done)
                      .map(outcome -> proved.with(outcome, now.codeSha256())))
          .orElse(proved);
    } catch (ChirpException e) {
      interruption.notice(e);
      progress.detail(spec.lambdaName() + ": not read at the end", e);
      return proved;
    }
  }

  /** After a change, no answer means that nobody knows. */
  private RemoteFunction seen(FunctionSpec spec) {
    try {
      return settled(spec.lambdaName());
    } catch (ChirpException e) {
      interruption.notice(e);
      progress.detail(spec.lambdaName() + ": not read", e);
      throw new DeployStopped(DeployOutcome.unknown(e.problem()));
    }
  }

  /** Ends the deploy of a function that Lambda has failed to make or to change. */
  static void requireWhole(FunctionSpec spec, RemoteFunction now) {
    requireUsable(spec, now);
    if (now.lastUpdate().is("Failed")) {
      throw new DeployStopped(
          DeployOutcome.failed(
              "Lambda could not update it (%s); the code from before still serves"
                  .formatted(now.lastUpdate().why()),
              "mvn chirp:deploy again, once the reason is mended"));
    }
  }

  /** Ends the deploy of a function that no change can bring to life. */
  static void requireUsable(FunctionSpec spec, RemoteFunction now) {
    if (now.state().is("Failed")) {
      throw new DeployStopped(
          DeployOutcome.failed(
              "Lambda could not create it (%s)".formatted(now.state().why()),
              "aws lambda delete-function --function-name %s, then mvn chirp:deploy"
                  .formatted(spec.lambdaName())));
    }
    if (!now.isUsable()) {
      throw new DeployStopped(
          DeployOutcome.failed(
              "Lambda says State %s (%s)".formatted(now.state().name(), now.state().why()),
              "mvn chirp:deploy again, once aws lambda get-function --function-name %s says Active"
                  .formatted(spec.lambdaName())));
    }
  }
}
