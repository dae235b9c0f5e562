package dev.chirp.release;

import dev.chirp.aws.AwsRefusal;
import dev.chirp.aws.BoundedWait;
import dev.chirp.aws.Interruption;
import dev.chirp.core.ChirpException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Publishes one version, waits for it and proves it. Publishing what is published already gives the
 * same version, so it may be done again.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html">
 *     PublishVersion</a>
 */
final class NewVersion {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** Lambda starts the function and keeps a picture of its memory, which takes minutes. */
  private static final Duration SNAP_START_LIMIT = Duration.ofMinutes(15);

  private final LambdaVersions versions;
  private final ReleaseRequest request;
  private final ReleaseFunction function;
  private final Interruption interruption;
  private String number = "";

  NewVersion(
      LambdaVersions versions,
      ReleaseRequest request,
      ReleaseFunction function,
      Interruption interruption) {
    this.versions = versions;
    this.request = request;
    this.function = function;
    this.interruption = interruption;
  }

  /** Empty until it is published. */
  String number() {
    return number;
  }

  /** Ends when Lambda can run the version. */
  void publish() {
    try {
      number = published();
    } catch (ChirpException e) {
      // Another may have changed something that does not matter here: once more, if it is our code.
      if (AwsRefusal.of(e).filter(refusal -> refusal.status() == 412).isEmpty()) {
        throw e;
      }
      number = published();
    }
    await();
  }

  private String published() {
    String name = function.functionName();
    VersionState latest =
        versions
            .latest(name)
            .orElseThrow(() -> ChirpException.project("It is gone: somebody deleted it."));
    if (!latest.codeSha256().equals(request.codeSha256())) {
      throw ChirpException.project(
              "Its code is now %s, and this deploy's was %s: another deploy put its own there."
                  .formatted(latest.codeSha256(), request.codeSha256()))
          .withSuggestion("see who else deploys; mvn chirp:deploy again");
    }
    return versions.publish(name, request.codeSha256(), latest.revisionId());
  }

  private void await() {
    Duration whole = request.snapStart() ? SNAP_START_LIMIT : LIMIT;
    Duration limit = interruption.atMost(whole);
    AtomicReference<String> evidence = new AtomicReference<>("never seen");
    VersionState state =
        new BoundedWait(versions.aws().time(), limit, BoundedWait.STEPS)
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
                                : "not ready at %s: %s".formatted(interruption.reason(), evidence))
                        .withSuggestion("mvn chirp:deploy again: it goes on with this version"));
    if (state.isFailed()) {
      throw ChirpException.project("Lambda could not make it: " + state.evidence());
    }
  }

  /**
   * Invokes the version, if that changes nothing and may still begin; says what came of it.
   *
   * @throws ChirpException when its answer proves that it does not work
   */
  String prove(VersionInvoker invoker) {
    if (!function.isProved()) {
      return "not proved: " + function.unproven();
    }
    if (!interruption.reason().isEmpty()) {
      return "not proved"; // and no alias will move
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
}
