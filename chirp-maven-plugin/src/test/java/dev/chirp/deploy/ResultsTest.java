package dev.chirp.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.deploy.Outcome.Kind;
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
  void whatWasNeverBegunIsSkippedAndNotUnknown() {
    FunctionPlan done = creation(0);
    FunctionPlan begun = creation(1);
    Results results = new Results(List.of(done, begun, creation(2)));
    results.begin(done);
    results.begin(begun);
    results.end(done, FunctionResult.untouched(done, Outcome.of(Kind.CREATED)));
    assertEquals(
        List.of(Kind.CREATED, Kind.UNKNOWN, Kind.SKIPPED),
        results.soFar("Ctrl-C").stream().map(result -> result.outcome().kind()).toList());
  }
}
