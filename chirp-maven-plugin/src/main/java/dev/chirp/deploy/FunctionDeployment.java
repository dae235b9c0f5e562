package dev.chirp.deploy;

import dev.chirp.aws.AwsRefusal;
import dev.chirp.aws.BoundedWait;
import dev.chirp.core.ChirpException;
import dev.chirp.core.Progress;
import dev.chirp.core.Time;
import dev.chirp.deploy.Outcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Deploys one function: settings first, then code, then tags, with a wait between the changes. */
final class FunctionDeployment {
  /** Between two tries while something else is being done to the function. */
  private static final List<Duration> BUSY_STEPS =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5));

  private final Tools tools;
  private final FunctionPlan planned;
  private final Consumer<ChirpException> onFailure;
  private final List<String> requestIds = new ArrayList<>();
  private int attempts;
  private String codeSha256;

  /** What all functions of one run share. */
  record Tools(
      LambdaFunctions functions,
      Planner planner,
      Proof proof,
      CodeLocation code,
      LogGroups logGroups,
      Time time,
      Progress progress) {}

  /**
   * @param onFailure is told of what may concern the other functions too
   */
  FunctionDeployment(Tools tools, FunctionPlan planned, Consumer<ChirpException> onFailure) {
    this.tools = tools;
    this.onFailure = onFailure;
    this.planned = planned;
    this.codeSha256 = planned.remote().map(RemoteFunction::codeSha256).orElse("");
  }

  /** Does it; whatever happens is an outcome. */
  FunctionResult run() {
    Instant start = tools.time().now();
    Outcome outcome = outcome();
    Duration took = Duration.between(start, tools.time().now());
    return new FunctionResult(planned, outcome, codeSha256, took, attempts, requestIds);
  }

  private Outcome outcome() {
    try {
      if (planned.isCreate()) {
        return create();
      }
      return planned.isUnchanged() && !remote().isBusy()
          ? Outcome.of(Kind.UNCHANGED)
          : update(remote());
    } catch (Ended ended) {
      return ended.outcome();
    } catch (ChirpException e) {
      onFailure.accept(e);
      return Outcome.failed(e.problem(), e.suggestion());
    } catch (RuntimeException e) {
      // Chirp's own mistake, which must not hide what became of the other functions.
      return Outcome.unknown(e.toString());
    }
  }

  private RemoteFunction remote() {
    return planned.remote().orElseThrow();
  }

  private FunctionSpec spec() {
    return planned.spec();
  }

  private String name() {
    return spec().lambdaName();
  }

  private Outcome create() {
    RoleWait wait = new RoleWait(tools.time(), tools.progress(), spec());
    try {
      wait.until(
          () -> {
            attempts++;
            requestIds.add(tools.functions().create(spec(), tools.code()));
          });
    } catch (ChirpException e) {
      return createdAfterAll(e);
    }
    return created();
  }

  private Outcome created() {
    tools.logGroups().makeFor(name());
    prove(Kind.CREATED);
    return Outcome.of(Kind.CREATED);
  }

  /** It exists already, or the answer was lost: what is there decides. */
  private Outcome createdAfterAll(ChirpException failure) {
    boolean exists = isConflict(failure);
    if (!exists && !AwsRefusal.isUnsure(failure)) {
      throw failure;
    }
    RemoteFunction there = reread(failure).orElseThrow(() -> failure);
    if (tools.planner().isForeign(there)) {
      return Outcome.failed(
          "Somebody else has created it meanwhile.",
          "-Dchirp.adopt, or another chirp.functionPrefix");
    }
    return plan(there).isUnchanged() ? created() : update(there);
  }

  /** What is there now; without an answer to that either, nothing is known. */
  private Optional<RemoteFunction> reread(ChirpException failure) {
    try {
      return tools.functions().find(name());
    } catch (ChirpException ignored) {
      // The first failure says more.
      throw new Ended(Outcome.unknown(failure.problem()));
    }
  }

  private Outcome update(RemoteFunction before) {
    RemoteFunction now = before.isBusy() ? tools.proof().settled(name()) : before;
    Proof.requireUsable(spec(), now);
    FunctionPlan plan = plan(now);
    boolean changed = !plan.isUnchanged();
    if (!plan.settings().isEmpty()) {
      now = updateSettings(plan);
      plan = plan(now);
    }
    if (!plan.code().isEmpty()) {
      write(
          () -> tools.functions().updateCode(spec(), tools.code()),
          after -> plan(after).code().isEmpty());
    }
    if (!plan.tags().isEmpty()) {
      now = tools.proof().settled(name());
      String arn = now.arn();
      write(
          () -> tools.functions().tag(name(), arn, spec().tags()),
          after -> plan(after).tags().isEmpty());
    }
    prove(Kind.UPDATED);
    return Outcome.of(changed ? Kind.UPDATED : Kind.UNCHANGED);
  }

  /** One more try when another changed the function between reading and writing. */
  private RemoteFunction updateSettings(FunctionPlan plan) {
    try {
      writeSettings(plan);
    } catch (ChirpException e) {
      if (!isChangedByAnother(e)) {
        throw e;
      }
      try {
        writeSettings(plan(tools.proof().settled(name())));
      } catch (ChirpException again) {
        throw isChangedByAnother(again)
            ? new Ended(
                Outcome.failed(
                    "Another changed its settings at the same time, twice.",
                    "mvn chirp:deploy again"))
            : again;
      }
    }
    RemoteFunction now = tools.proof().settled(name());
    Proof.requireWhole(spec(), now);
    return now;
  }

  private void writeSettings(FunctionPlan plan) {
    write(
        () ->
            tools
                .functions()
                .updateSettings(plan, plan.remote().map(RemoteFunction::revisionId).orElse("")),
        after -> plan(after).settings().isEmpty());
  }

  /**
   * Makes one change: waits while the function is busy, and reads again when the answer is lost.
   *
   * @param isDone what a function looks like that has the change
   */
  private void write(Supplier<String> change, Predicate<RemoteFunction> isDone) {
    Optional<Boolean> written =
        new BoundedWait(tools.time(), Proof.LIMIT, BUSY_STEPS)
            .forAnswer(() -> tryToWrite(change, isDone));
    if (written.isEmpty()) {
      throw new Ended(
          Outcome.failed(
              "Something else has been changing it for %d minutes."
                  .formatted(Proof.LIMIT.toMinutes()),
              "mvn chirp:deploy again"));
    }
  }

  private Optional<Boolean> tryToWrite(Supplier<String> change, Predicate<RemoteFunction> isDone) {
    attempts++;
    try {
      requestIds.add(change.get());
      return Optional.of(true);
    } catch (ChirpException e) {
      if (isConflict(e)) {
        tools.progress().detail(name() + " is busy; waiting.");
        tools.proof().settled(name());
        return Optional.empty();
      }
      if (AwsRefusal.isUnsure(e)
          && reread(e).map(now -> now.isBusy() || isDone.test(now)).orElse(false)) {
        return Optional.of(true); // the proof at the end has the last word
      }
      throw e;
    }
  }

  private FunctionPlan plan(RemoteFunction now) {
    return tools.planner().plan(spec(), Optional.of(now));
  }

  private void prove(Kind kind) {
    codeSha256 = tools.proof().proved(spec(), kind).codeSha256();
  }

  private static boolean isConflict(ChirpException e) {
    return AwsRefusal.of(e)
        .filter(refusal -> refusal.code().equals("ResourceConflictException"))
        .isPresent();
  }

  private static boolean isChangedByAnother(ChirpException e) {
    return AwsRefusal.of(e).filter(refusal -> refusal.status() == 412).isPresent();
  }
}
