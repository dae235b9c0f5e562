package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.FaultySandbox;
import dev.chirp.fault.Script.Moment;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many functions within Lambda's rate limit for an account and region. */
@Tag("slow")
class ScaleTest {
  private static final int CALLS_PER_SECOND = 10;

  @TempDir private Path directory;

  @Test
  void twoHundredFunctionsAreDeployedAtTenCallsASecond() throws IOException {
    try (DeployWorld world = limited()) {
      Duration took = deploy(world, 200);
      assertTrue(mostCallsInASecond(world.faults().past()) <= CALLS_PER_SECOND);
      assertTrue(took.compareTo(atLambdasLimits(200)) < 0, took::toString);
    }
  }

  @Test
  void fiftyFunctionsTakeLittleLongerThanLambdasLimitAllows() throws IOException {
    try (DeployWorld world = limited()) {
      Duration took = deploy(world, 50);
      assertTrue(took.compareTo(atLambdasLimits(50)) < 0, took::toString);
    }
  }

  /**
   * The time of a deploy that waits for nothing but Lambda: each function is created, at 10 calls a
   * second, becomes active in 2 seconds, and is read again, at 60 a second. A seventh is added for
   * polling, and for the order of its threads.
   */
  private static Duration atLambdasLimits(int functions) {
    long millis = functions * 1000L / CALLS_PER_SECOND + 2000 + functions * 1000L / 60;
    return Duration.ofMillis(millis * 8 / 7);
  }

  private DeployWorld limited() {
    DeployWorld world = new DeployWorld(directory);
    world.sandbox.throttle();
    world.changes().on("lambda:*").then(FaultySandbox.taking(Duration.ofSeconds(2)));
    return world;
  }

  private static Duration deploy(DeployWorld world, int functions) throws IOException {
    Instant start = world.time().now();
    DeployReport report =
        world.deploy(world.request(DeployWorld.specs(functions), world.zip("one")));
    assertEquals(Collections.nCopies(functions, Kind.CREATED), DeployWorld.kinds(report));
    return Duration.between(start, world.time().now());
  }

  private static long mostCallsInASecond(List<Moment> past) {
    List<Instant> calls =
        past.stream()
            .filter(call -> call.action().startsWith("lambda:"))
            .filter(call -> !call.action().equals("lambda:GetFunction"))
            .map(Moment::at)
            .toList();
    return calls.stream()
        .mapToLong(
            first ->
                calls.stream()
                    .filter(call -> !call.isBefore(first))
                    .filter(call -> call.isBefore(first.plusSeconds(1)))
                    .count())
        .max()
        .orElse(0);
  }
}
