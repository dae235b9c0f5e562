package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Time;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Deploys one function: settings, then code, then tags, waiting for Lambda between the changes. */
final class FunctionDeployment {
  private final Tools tools;
  private final FunctionPlan planned;
  private final FunctionWrites writes;
  private String codeSha256;

  /**
   * The objects that all functions of a run share.
   *
   * @param gate may stop the run, and is notified of failures that should
   */
  record Tools(
      LambdaFunctions functions,
      DeployPlanner planner,
      Proof proof,
      CodeLocation code,
      LogGroups logGroups,
      Time time,
      Progress progress,
      StartGate gate) {}

  /**
   * Prepares the deploy of one function.
   *
   * @param begins runs before the first write
   */
  FunctionDeployment(Tools tools, FunctionPlan planned, Runnable begins) {
    this.tools = tools;
    this.planned = planned;
    this.writes = new FunctionWrites(tools.gate(), begins);
    this.codeSha256 = planned.remote().map(RemoteFunction::codeSha256).orElse("");
  }

  /** Deploys the function. Every result, including a failure, is an outcome. */
  FunctionResult run() {
    Instant start = tools.time().now();
    DeployOutcome outcome = outcome();
    Duration took = Duration.between(start, tools.time().now());
    return new FunctionResult(
        planned, outcome, codeSha256, took, writes.count(), writes.requestIds());
  }

  private DeployOutcome outcome() {
    try {
      if (planned.isCreate()) {
        return create();
      }
      return planned.isProved()
          ? DeployOutcome.of(Kind.UNCHANGED)
          : update(planned.remote().orElseThrow());
    } catch (DeployStopped ended) {
      return ended.outcome();
    } catch (ChirpException e) {
      tools.gate().notice(e);
      tools.progress().detail(spec().lambdaName() + ": not deployed", e);
      return DeployOutcome.failed(e.problem(), e.suggestion());
    } catch (RuntimeException e) {
      // A bug in Chirp must not hide the results of the other functions.
      tools.progress().detail(spec().lambdaName() + ": Chirp itself failed", e);
      return DeployOutcome.unknown(e.toString());
    }
  }

  private FunctionSpec spec() {
    return planned.spec();
  }

  private DeployOutcome create() {
    for (int lost = 1; ; lost++) {
      try {
        new RoleWait(tools.gate().over(tools.time()), tools.progress(), spec())
            .until(
                () -> writes.make(begin -> tools.functions().create(spec(), tools.code(), begin)));
        return created();
      } catch (ChirpException e) {
        tools.progress().detail(spec().lambdaName() + ": not created, or the response was lost", e);
        Optional<DeployOutcome> outcome = afterFailedCreate(e, lost == FunctionChanges.MOST_LOST);
        if (outcome.isPresent()) {
          return outcome.get();
        }
      }
    }
  }

  private DeployOutcome created() {
    tools.logGroups().createFor(spec().lambdaName());
    prove(Kind.CREATED);
    return DeployOutcome.of(Kind.CREATED);
  }

  /**
   * Decides after a conflict or a lost response, from what is on Lambda. Empty if another attempt
   * is needed.
   */
  private Optional<DeployOutcome> afterFailedCreate(ChirpException failure, boolean isLast) {
    boolean exists = FunctionChanges.isConflict(failure);
    if (!exists && !AwsRefusal.isUnsure(failure)) {
      throw failure;
    }
    Duration limit = exists || isLast ? Proof.UNSEEN : Proof.SOON;
    Optional<RemoteFunction> there =
        tools.proof().afterLostResponse(spec().lambdaName(), failure, limit, seen -> true);
    if (there.isEmpty() && exists) {
      throw failure;
    }
    if (there.isEmpty() && (isLast || !tools.gate().isOpen())) {
      throw new DeployStopped(DeployOutcome.unknown(failure.problem()));
    }
    return there.map(this::createdOrUpdated);
  }

  private DeployOutcome createdOrUpdated(RemoteFunction there) {
    FunctionChanges.requireWritable(tools.planner(), there);
    return tools.planner().plan(spec(), Optional.of(there)).isUnchanged()
        ? created()
        : update(there);
  }

  private DeployOutcome update(RemoteFunction before) {
    boolean changed = new FunctionChanges(tools, spec(), writes, before).make();
    boolean logGroupChanged = tools.logGroups().fix(planned, writes);
    prove(Kind.UPDATED);
    return DeployOutcome.of(changed || logGroupChanged ? Kind.UPDATED : Kind.UNCHANGED);
  }

  private void prove(Kind kind) {
    codeSha256 = tools.proof().proved(spec(), kind).codeSha256();
  }
}
