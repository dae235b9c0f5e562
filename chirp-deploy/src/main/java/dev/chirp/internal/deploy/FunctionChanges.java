package dev.chirp.internal.deploy;

import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.deploy.FunctionDeployment.Tools;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Changes one function, part by part. Whenever its known state may be stale, it is read and
 * compared again before the next write. A part that Lambda accepted is never written again: if
 * someone replaces it, that is a later change, and the proof reports it.
 */
final class FunctionChanges {
  /** The delays between attempts while another change to the function is in progress. */
  private static final List<Duration> BUSY_STEPS =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5));

  private final Tools tools;
  private final FunctionSpec spec;
  private final FunctionWrites writes;
  private RemoteFunction known;
  private boolean isOld;
  private final Set<Part> written = EnumSet.noneOf(Part.class);
  private int lostRaces;
  private int lostResponses;
  private Optional<Lost> lost = Optional.empty();

  /** A write whose result is not known. */
  private record Lost(Part part, ChirpException failure) {
    DeployStopped unknown() {
      return new DeployStopped(DeployOutcome.unknown(failure.problem()));
    }
  }

  /** The parts that one call can change. */
  enum Part {
    SETTINGS,
    CODE,
    TAGS;

    List<String> differences(FunctionPlan plan) {
      return switch (this) {
        case SETTINGS -> plan.settings();
        case CODE -> plan.code();
        case TAGS -> plan.tags();
      };
    }
  }

  /** The most attempts of a write whose response is lost. */
  static final int MOST_LOST = 3;

  FunctionChanges(Tools tools, FunctionSpec spec, FunctionWrites writes, RemoteFunction known) {
    this.tools = tools;
    this.spec = spec;
    this.writes = writes;
    this.known = known;
  }

  /** Makes all necessary changes. Returns whether there were any. */
  boolean make() {
    if (known.isBusy()) {
      read();
    }
    Proof.requireUsable(spec, known);
    for (Part part : Part.values()) {
      make(part);
    }
    return !written.isEmpty();
  }

  private void make(Part part) {
    if (part.differences(plan(known)).isEmpty()) {
      return;
    }
    Optional<Boolean> done =
        new BoundedWait(tools.gate().over(tools.time()), Proof.LIMIT, BUSY_STEPS)
            .forAnswer(() -> tried(part));
    if (done.isEmpty()) {
      throw new DeployStopped(
          DeployOutcome.failed(
              "It has been busy with another change for %d minutes."
                  .formatted(Proof.LIMIT.toMinutes()),
              "mvn chirp:deploy again"));
    }
  }

  /** Makes one attempt. Empty if another attempt is needed. */
  private Optional<Boolean> tried(Part last) {
    if (isOld) {
      readAgain();
    }
    FunctionPlan plan = plan(known);
    if (lost.filter(write -> write.part().differences(plan).isEmpty()).isPresent()) {
      written.add(lost.get().part());
      lost = Optional.empty();
    }
    Optional<Part> next = next(last, plan);
    if (next.isEmpty()) {
      return Optional.of(true);
    }
    if (lost.isPresent() && !tools.gate().isOpen()) {
      throw lost.get().unknown(); // the write may still take effect
    }
    isOld = true;
    lost = Optional.empty();
    return wasWritten(next.get(), plan) && next.get() == last
        ? Optional.of(true)
        : Optional.empty();
  }

  /**
   * Returns the part to write now: this one, or an earlier part that was up to date until someone
   * changed it.
   */
  private Optional<Part> next(Part last, FunctionPlan plan) {
    return Stream.of(Part.values())
        .filter(part -> part.compareTo(last) <= 0)
        .filter(part -> !written.contains(part) && !part.differences(plan).isEmpty())
        .findFirst();
  }

  private boolean wasWritten(Part part, FunctionPlan plan) {
    try {
      write(part, plan);
    } catch (ChirpException e) {
      tools.progress().detail(spec.lambdaName() + ": not changed, or the response was lost", e);
      if (isToBeTriedAgain(e) || !isDone(part, e)) {
        return false;
      }
    }
    return written.add(part);
  }

  /** Reads the function again. If that fails after a lost response, the result is unknown. */
  private void readAgain() {
    try {
      read();
    } catch (ChirpException e) {
      if (lost.isPresent()) {
        tools.gate().notice(e);
        tools.progress().detail(spec.lambdaName() + ": not read", e);
        throw lost.get().unknown();
      }
      throw e;
    }
  }

  private void read() {
    known = tools.proof().settled(spec.lambdaName());
    requireWritable(tools.planner(), known);
    if (!written.isEmpty()) {
      Proof.requireWhole(spec, known);
    }
    Proof.requireUsable(spec, known);
    isOld = false;
  }

  /** Stops if the function must not be changed, or not without losing something. */
  static void requireWritable(DeployPlanner planner, RemoteFunction now) {
    if (planner.isForeign(now)) {
      throw new DeployStopped(
          DeployOutcome.failed(
              "Someone else has created it or taken it over in the meantime.",
              "-Dchirp.adopt, or another chirp.functionPrefix"));
    }
    if (planner.hidesEnvironment(now)) {
      throw new DeployStopped(
          DeployOutcome.failed(
              "Lambda cannot decrypt its environment, so its variables cannot be kept.",
              "kms:Decrypt for these credentials, or -Dchirp.replaceEnvironment"));
    }
  }

  private void write(Part part, FunctionPlan plan) {
    LambdaFunctions functions = tools.functions();
    switch (part) {
      case SETTINGS ->
          // A role that was just created can be refused on an update as well as on creation.
          new RoleWait(tools.gate().over(tools.time()), tools.progress(), spec)
              .until(
                  () ->
                      writes.make(
                          begin -> functions.updateSettings(plan, known.revisionId(), begin)));
      case CODE -> writes.make(begin -> functions.updateCode(spec, tools.code(), begin));
      case TAGS ->
          writes.make(begin -> functions.tag(spec.lambdaName(), known.arn(), spec.tags(), begin));
    }
  }

  private boolean isToBeTriedAgain(ChirpException e) {
    if (isConflict(e)) {
      tools.progress().detail(spec.lambdaName() + " is busy; waiting.");
      return true;
    }
    if (AwsRefusal.of(e).filter(refusal -> refusal.status() == 412).isEmpty()) {
      return false;
    }
    lostRaces++;
    if (lostRaces == 2) {
      throw new DeployStopped(
          DeployOutcome.failed(
              "Someone else changed its settings at the same time, twice.",
              "mvn chirp:deploy again"));
    }
    return true;
  }

  /**
   * After a lost response, the function's state decides before the next attempt. After several,
   * Chirp waits for the change to appear. That Lambda is busy proves nothing: it may be working on
   * someone else's change.
   */
  private boolean isDone(Part part, ChirpException failure) {
    if (!AwsRefusal.isUnsure(failure)) {
      throw failure;
    }
    Lost now = new Lost(part, failure);
    lost = Optional.of(now);
    lostResponses++;
    if (lostResponses < MOST_LOST) {
      return false;
    }
    Optional<RemoteFunction> changed =
        tools
            .proof()
            .afterLostResponse(
                spec.lambdaName(),
                failure,
                Proof.UNSEEN,
                seen -> part.differences(plan(seen)).isEmpty());
    if (changed.isEmpty()) {
      throw now.unknown();
    }
    lost = Optional.empty(); // the change was seen
    return true;
  }

  private FunctionPlan plan(RemoteFunction now) {
    return tools.planner().plan(spec, Optional.of(now));
  }

  static boolean isConflict(ChirpException e) {
    return AwsRefusal.is(e, "ResourceConflictException");
  }
}
