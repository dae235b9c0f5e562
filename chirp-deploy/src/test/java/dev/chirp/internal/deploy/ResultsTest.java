package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.testkit.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static FunctionPlan creation(int number) {
    FunctionSpec spec = DeployWorld.spec(number);
    return new FunctionPlan(
        spec, Optional.empty(), List.of(), List.of(), List.of(), Map.of("TABLE", "one"), List.of());
  }

  @Test
  void unstartedFunctionIsSkippedAndNotUnknown() {
    FunctionPlan done = creation(0);
    FunctionPlan begun = creation(1);
    TestTime time = new TestTime();
    Results results = new Results(List.of(done, begun, creation(2)), time);
    results.begin(done);
    results.begin(begun);
    results.end(done, FunctionResult.untouched(done, DeployOutcome.of(Kind.CREATED)));
    time.pass(Duration.ofSeconds(3));
    List<FunctionResult> soFar = results.soFar("Ctrl-C");
    assertEquals(
        List.of(Kind.CREATED, Kind.UNKNOWN, Kind.SKIPPED),
        soFar.stream().map(result -> result.outcome().kind()).toList());
    assertEquals(
        List.of(Duration.ZERO, Duration.ofSeconds(3), Duration.ZERO),
        soFar.stream().map(FunctionResult::duration).toList());
    assertEquals(
        "stopped before Lambda was done, because of Ctrl-C", soFar.get(1).outcome().reason());
    assertEquals("not tried", results.soFar("").get(2).outcome().reason());
  }
}
