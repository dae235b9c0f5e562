package dev.chirp.deploy;

import java.time.Duration;
import java.util.List;

/**
 * What was done to one function.
 *
 * @param codeSha256 what Lambda said last; empty if it said nothing
 * @param attempts how many changes were tried
 * @param requestIds of the changes that were made
 */
record FunctionResult(
    FunctionPlan plan,
    Outcome outcome,
    String codeSha256,
    Duration duration,
    int attempts,
    List<String> requestIds) {

  FunctionResult {
    requestIds = List.copyOf(requestIds);
  }

  boolean hadNothingToDo() {
    return plan.isUnchanged() && outcome.kind() == Outcome.Kind.UNCHANGED;
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
