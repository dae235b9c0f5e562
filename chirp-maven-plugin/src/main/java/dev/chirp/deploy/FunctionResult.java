package dev.chirp.deploy;

import dev.chirp.core.Release;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What was done to one function.
 *
 * @param codeSha256 what Lambda said last; empty if it said nothing
 * @param attempts how many changes were tried
 * @param requestIds of the changes that were made
 * @param release what became of its version and alias, if there was a release
 */
record FunctionResult(
    FunctionPlan plan,
    Outcome outcome,
    String codeSha256,
    Duration duration,
    int attempts,
    List<String> requestIds,
    Optional<Release> release) {

  FunctionResult {
    requestIds = List.copyOf(requestIds);
  }

  FunctionResult(
      FunctionPlan plan,
      Outcome outcome,
      String codeSha256,
      Duration duration,
      int attempts,
      List<String> requestIds) {
    this(plan, outcome, codeSha256, duration, attempts, requestIds, Optional.empty());
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
        Optional.of(released));
  }

  /** What was done or why it was not, in words. */
  String details() {
    String done = outcome.reason().isEmpty() ? plan.differences() : outcome.reason();
    String released = release.filter(is -> is.kind().isSuccess()).map(Release::summary).orElse("");
    return done + (done.isEmpty() || released.isEmpty() ? "" : "; ") + released;
  }

  static FunctionResult untouched(FunctionPlan plan, Outcome outcome) {
    return new FunctionResult(
        plan,
        outcome,
        plan.remote().map(RemoteFunction::codeSha256).orElse(""),
        Duration.ZERO,
        0,
        List.of());
  }
}
