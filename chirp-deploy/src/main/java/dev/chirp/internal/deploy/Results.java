package dev.chirp.internal.deploy;

import dev.chirp.internal.core.Time;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The results so far of a plan's functions. Thread-safe. */
final class Results {
  private final List<FunctionPlan> plans;
  private final Time time;
  private final Map<FunctionPlan, Instant> begun = new ConcurrentHashMap<>();
  private final Map<FunctionPlan, FunctionResult> done = new ConcurrentHashMap<>();

  Results(List<FunctionPlan> plans, Time time) {
    this.plans = List.copyOf(plans);
    this.time = time;
  }

  void begin(FunctionPlan plan) {
    begun.put(plan, time.now());
  }

  /** Records a result and returns how many functions are done. */
  int end(FunctionPlan plan, FunctionResult result) {
    done.put(plan, result);
    return done.size();
  }

  /**
   * Returns one result per function, in the plan's order.
   *
   * @param why the others are not done; empty if unknown
   */
  List<FunctionResult> soFar(String why) {
    return plans.stream().map(plan -> soFar(plan, why)).toList();
  }

  private FunctionResult soFar(FunctionPlan plan, String why) {
    return Optional.ofNullable(done.get(plan))
        .orElseGet(() -> unfinished(plan, why.isEmpty() ? "" : ", because of " + why));
  }

  private FunctionResult unfinished(FunctionPlan plan, String why) {
    if (plan.isProved()) {
      return FunctionResult.untouched(plan, DeployOutcome.of(Kind.UNCHANGED));
    }
    return Optional.ofNullable(begun.get(plan))
        .map(
            since ->
                FunctionResult.untouched(
                        plan, DeployOutcome.unknown("stopped before Lambda was done" + why))
                    .after(Duration.between(since, time.now())))
        .orElseGet(() -> FunctionResult.untouched(plan, DeployOutcome.skipped("not tried" + why)));
  }
}
