package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.StartGate;
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
 * Waits until Lambda has finished with a function, and reads the result. Only what Lambda reports
 * afterward counts as success.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html">Lambda function
 *     states</a>
 */
record Proof(
    Time time,
    LambdaFunctions functions,
    DeployPlanner planner,
    Progress progress,
    StartGate gate) {
  /** The time that Lambda gets for one change. */
  static final Duration LIMIT = Duration.ofMinutes(5);

  /** The longest time until a recent change is visible. */
  static final Duration UNSEEN = Duration.ofSeconds(30);

  /** The usual time until a change is visible. Repeating it then does no harm. */
  static final Duration SOON = Duration.ofSeconds(5);

  /**
   * Returns the function once it accepts changes again.
   *
   * @throws DeployStopped if that takes too long, or the function is gone
   */
  RemoteFunction settled(String name) {
    Instant unseenUntil = time.now().plus(UNSEEN);
    AtomicReference<String> evidence = new AtomicReference<>("never seen");
    Duration limit = gate.atMost(LIMIT);
    return new BoundedWait(time, limit, BoundedWait.STEPS)
        .forAnswer(
            () -> {
              boolean isLate = time.now().isAfter(unseenUntil);
              Optional<RemoteFunction> found = functions.find(name);
              if (found.isEmpty() && isLate) {
                throw new DeployStopped(
                    DeployOutcome.failed(
                        "It is gone: someone deleted it.", "mvn chirp:deploy again"));
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
                            : "still %s at %s".formatted(evidence, gate.reason()))));
  }

  /**
   * Returns the function after a lost response, once the change is visible.
   *
   * @param failure of the call
   * @param limit how long to look for the change
   * @throws DeployStopped if the function cannot be read, so that the result is unknown
   */
  Optional<RemoteFunction> afterLostResponse(
      String name, ChirpException failure, Duration limit, Predicate<RemoteFunction> isDone) {
    try {
      return new BoundedWait(time, gate.atMost(limit), BoundedWait.STEPS)
          .forAnswer(() -> functions.find(name).filter(isDone));
    } catch (ChirpException e) {
      gate.notice(e);
      progress.detail(name + ": not read", e);
      throw new DeployStopped(DeployOutcome.unknown(failure.problem()));
    }
  }

  /** Proves that the function is up to date and works. */
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
   * Returns an outcome if someone else changed the function after this deploy. Variables that were
   * just written and cannot be read back without {@code kms:Decrypt} count as unchanged.
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
                : "someone else changed it in the meantime, and it differs again: %s (%s)"
                    .formatted(plan.differences(), done),
            isOtherCode
                ? "find out who else deploys; mvn chirp:deploy again puts this code there"
                : "find out who else deploys; mvn chirp:deploy again"));
  }

  /**
   * Reads the function again at the end of the run, perhaps long after its proof. If that fails,
   * the proof remains valid.
   */
  FunctionResult atTheEnd(FunctionResult proved) {
    Kind done = proved.outcome().kind();
    if ((done != Kind.CREATED && done != Kind.UPDATED) || !gate.isOpen()) {
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
      gate.notice(e);
      progress.detail(spec.lambdaName() + ": not read at the end", e);
      return proved;
    }
  }

  /** Reads a changed function. If that fails, the result is unknown. */
  private RemoteFunction seen(FunctionSpec spec) {
    try {
      return settled(spec.lambdaName());
    } catch (ChirpException e) {
      gate.notice(e);
      progress.detail(spec.lambdaName() + ": not read", e);
      throw new DeployStopped(DeployOutcome.unknown(e.problem()));
    }
  }

  /** Stops if Lambda failed to create or update the function. */
  static void requireWhole(FunctionSpec spec, RemoteFunction now) {
    requireUsable(spec, now);
    if (now.lastUpdate().is("Failed")) {
      throw new DeployStopped(
          DeployOutcome.failed(
              "Lambda could not update it (%s); the previous code still runs"
                  .formatted(now.lastUpdate().why()),
              "mvn chirp:deploy again, once the cause is fixed"));
    }
  }

  /** Stops if no change can make the function work. */
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
              "Lambda reports State %s (%s)".formatted(now.state().name(), now.state().why()),
              "mvn chirp:deploy again, once aws lambda get-function --function-name %s says Active"
                  .formatted(spec.lambdaName())));
    }
  }
}
