package dev.chirp.internal.deploy;

import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.core.Release;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was done to one function.
 *
 * @param codeSha256 what Lambda said last; empty if it said nothing
 * @param attempts how many changes were tried
 * @param requestIds of the changes that were made
 * @param release what became of its version and alias, if there was a release
 * @param url if one was asked for
 */
record FunctionResult(
    FunctionPlan plan,
    DeployOutcome outcome,
    String codeSha256,
    Duration duration,
    int attempts,
    List<String> requestIds,
    Optional<Release> release,
    Optional<FunctionUrl> url) {

  FunctionResult {
    requestIds = List.copyOf(requestIds);
  }

  FunctionResult(
      FunctionPlan plan,
      DeployOutcome outcome,
      String codeSha256,
      Duration duration,
      int attempts,
      List<String> requestIds) {
    this(
        plan,
        outcome,
        codeSha256,
        duration,
        attempts,
        requestIds,
        Optional.empty(),
        Optional.empty());
  }

  /** The same with another end. */
  FunctionResult with(DeployOutcome other, String otherCodeSha256) {
    return new FunctionResult(
        plan, other, otherCodeSha256, duration, attempts, requestIds, release, url);
  }

  /** The same, and what was released after it. */
  FunctionResult with(Release released) {
    return new FunctionResult(
        plan,
        outcome.after(released),
        codeSha256,
        duration,
        attempts,
        requestIds,
        Optional.of(released),
        url);
  }

  /** The same, and what became of its URL. */
  FunctionResult with(FunctionUrl made) {
    return new FunctionResult(
        plan,
        outcome.after(made),
        codeSha256,
        duration,
        attempts,
        requestIds,
        release,
        Optional.of(made));
  }

  /** What was not as it shall be, and is now: such as {@code code, URL iam -> public}. */
  String differences() {
    return Stream.of(
            plan.differences(),
            url.map(FunctionUrl::change)
                .filter(change -> !change.isEmpty())
                .map(change -> "URL " + change)
                .orElse(""))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  /** The same after so long, of which no more is known. */
  FunctionResult after(Duration passed) {
    return new FunctionResult(
        plan, outcome, codeSha256, passed, attempts, requestIds, release, url);
  }

  /** What was done or why it was not, in words. */
  String details() {
    String released = release.filter(is -> is.kind().isSuccess()).map(Release::summary).orElse("");
    String address = url.filter(FunctionUrl::isSuccess).map(FunctionUrl::url).orElse("");
    return Stream.of(
            outcome.reason().isEmpty() ? differences() : outcome.reason(), released, address)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  static FunctionResult untouched(FunctionPlan plan, DeployOutcome outcome) {
    return new FunctionResult(
        plan,
        outcome,
        plan.remote().map(RemoteFunction::codeSha256).orElse(""),
        Duration.ZERO,
        0,
        List.of());
  }
}
