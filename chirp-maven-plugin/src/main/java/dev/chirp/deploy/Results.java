package dev.chirp.deploy;

import dev.chirp.deploy.Outcome.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What has become of the functions of a plan so far. Safe for many threads. */
final class Results {
  private final List<FunctionPlan> plans;
  private final Set<FunctionPlan> begun = ConcurrentHashMap.newKeySet();
  private final Map<FunctionPlan, FunctionResult> done = new ConcurrentHashMap<>();

  Results(List<FunctionPlan> plans) {
    this.plans = List.copyOf(plans);
  }

  void begin(FunctionPlan plan) {
    begun.add(plan);
  }

  /** Answers how many are done. */
  int end(FunctionPlan plan, FunctionResult result) {
    done.put(plan, result);
    return done.size();
  }

  /**
   * One result for each function, in the plan's order.
   *
   * @param why the others are not done: {@code Ctrl-C}
   */
  List<FunctionResult> soFar(String why) {
    return plans.stream().map(plan -> soFar(plan, why)).toList();
  }

  private FunctionResult soFar(FunctionPlan plan, String why) {
    return Optional.ofNullable(done.get(plan))
        .orElseGet(() -> FunctionResult.untouched(plan, unfinished(plan, why)));
  }

  private Outcome unfinished(FunctionPlan plan, String why) {
    if (plan.isProved()) {
      return Outcome.of(Kind.UNCHANGED);
    }
    return begun.contains(plan)
        ? Outcome.unknown("stopped before Lambda was done, because of " + why)
        : Outcome.skipped("not tried, because of " + why);
  }
}
