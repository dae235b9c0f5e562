package dev.chirp.internal.release;

import dev.chirp.internal.aws.AwsRefusal;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Publishes one version, waits for it and proves it. Publishing an unchanged function returns the
 * same version, so it can be repeated.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html">PublishVersion</a>
 */
final class NewVersion {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /**
   * The limit with SnapStart: Lambda starts the function and takes a snapshot, which takes minutes.
   */
  private static final Duration SNAP_START_LIMIT = Duration.ofMinutes(15);

  private final LambdaVersions versions;
  private final ReleaseRequest request;
  private final ReleaseFunction function;
  private final Progress progress;
  private Optional<VersionState> proved;
  private final StartGate gate;
  private String number = "";
  private int lostRaces;

  /**
   * Prepares the version of one function.
   *
   * @param proved the unpublished version that the deploy found up to date; empty if the deploy
   *     changed it
   */
  NewVersion(
      LambdaVersions versions,
      ReleaseRequest request,
      ReleaseFunction function,
      Optional<VersionState> proved,
      Progress progress,
      StartGate gate) {
    this.versions = versions;
    this.request = request;
    this.function = function;
    this.proved = proved;
    this.progress = progress;
    this.gate = gate;
  }

  /** Returns the version's number. Empty until it is published. */
  String number() {
    return number;
  }

  /**
   * Publishes the version, and waits until Lambda can run it or the time limit is reached. A failed
   * version is deleted and published again, because Lambda returns it as long as it exists.
   *
   * @throws Superseded if someone else has changed the function
   */
  void publish() {
    number = published();
    VersionState state = awaited();
    if (state.isFailed()) {
      new FailedVersion(versions, function.functionName(), state).delete();
      progress.say(
          "%s: version %s is deleted and published again: %s"
              .formatted(function.functionName(), number, state.evidence()));
      number = published();
      VersionState again = awaited();
      if (again.isFailed()) {
        throw new FailedVersion(versions, function.functionName(), again).failure("");
      }
    }
  }

  private String published() {
    return new BoundedWait(versions.aws().time(), gate.atMost(LIMIT), BoundedWait.STEPS)
        .forAnswer(this::tried)
        .orElseThrow(
            () ->
                ChirpException.project(
                        "It has been busy with another change for %d minutes."
                            .formatted(LIMIT.toMinutes()))
                    .withSuggestion("mvn chirp:deploy again"));
  }

  /** Makes one attempt. Empty if another attempt is needed. */
  private Optional<String> tried() {
    if (!gate.isOpen()) {
      throw ChirpException.project("It was not published, because of %s.".formatted(gate.reason()))
          .withSuggestion("mvn chirp:deploy again");
    }
    VersionState latest = latest();
    try {
      return Optional.of(
          versions.publish(function.functionName(), request.codeSha256(), latest.revisionId()));
    } catch (ChirpException e) {
      boolean isBusy = AwsRefusal.is(e, "ResourceConflictException") && !latest.isFailed();
      if (!isBusy && !isLostRace(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /**
   * Returns whether someone else changed the function. It is tried again once, in case the change
   * does not matter.
   */
  private boolean isLostRace(ChirpException e) {
    boolean isRace =
        AwsRefusal.is(e, "PreconditionFailedException")
            || AwsRefusal.is(e, "InvalidParameterValueException"); // the code's hash differs
    lostRaces += isRace ? 1 : 0;
    return isRace && lostRaces == 1;
  }

  /** Returns the unpublished version, if it is still the one that the deploy proved. */
  private VersionState latest() {
    VersionState latest =
        versions
            .latest(function.functionName())
            .orElseThrow(() -> ChirpException.project("It is gone: someone deleted it."));
    if (!latest.codeSha256().equals(request.codeSha256())) {
      throw new Superseded(
          "its code is now %s, and this deploy's was %s: another deploy replaced it"
              .formatted(latest.codeSha256(), request.codeSha256()));
    }
    List<String> changed = proved.map(latest::differences).orElse(List.of());
    if (!changed.isEmpty()) {
      throw new Superseded(
          "someone else changed its settings in the meantime: " + String.join(", ", changed));
    }
    proved = Optional.of(latest);
    return latest;
  }

  private Duration limit() {
    boolean isSlow = proved.filter(VersionState::startsSnapped).isPresent();
    return isSlow ? SNAP_START_LIMIT : LIMIT;
  }

  /** Waits until Lambda has finished with the version. */
  private VersionState awaited() {
    AtomicReference<String> evidence = new AtomicReference<>("never seen");
    Duration whole = limit();
    Duration limit = gate.atMost(whole);
    return new BoundedWait(versions.aws().time(), limit, BoundedWait.STEPS)
        .forAnswer(
            () -> {
              Optional<VersionState> found = versions.find(function.functionName(), number);
              found.map(VersionState::evidence).ifPresent(evidence::set);
              return found.filter(seen -> seen.isReady() || seen.isFailed());
            })
        .orElseThrow(
            () ->
                ChirpException.project(
                        limit.equals(whole)
                            ? "not ready after %d minutes: %s"
                                .formatted(whole.toMinutes(), evidence)
                            : "not ready at %s: %s".formatted(gate.reason(), evidence))
                    .withSuggestion("mvn chirp:deploy again: it continues with this version"));
  }

  /**
   * Invokes the version, if that is safe and nothing stops the run. Returns the result in words.
   *
   * @throws ChirpException if the response proves that the version does not work
   */
  String prove(VersionInvoker invoker) {
    if (!function.isProved()) {
      return "not proved: " + function.unproven();
    }
    if (!gate.isOpen()) {
      return "not proved"; // no alias will be moved either
    }
    invoker
        .failureOf(function, number)
        .ifPresent(
            failure -> {
              throw ChirpException.project("not proved, because " + failure)
                  .withSuggestion(
                      "mvn chirp:invoke -Dfunction=%s -Dremote -Dqualifier=%s"
                          .formatted(function.name(), number));
            });
    return "proved";
  }

  /** Someone else changed the function after this deploy proved it, so it is not published. */
  static final class Superseded extends RuntimeException {
    static final String HINT = "find out who else deploys; mvn chirp:deploy again";

    private static final long serialVersionUID = 1L;

    private final String problem;

    Superseded(String problem) {
      super(problem, null, false, false);
      this.problem = problem;
    }

    String problem() {
      return problem;
    }
  }
}
