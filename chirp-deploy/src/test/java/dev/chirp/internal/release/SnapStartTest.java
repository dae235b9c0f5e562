package dev.chirp.internal.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.FaultySandbox;
import dev.chirp.fault.Script.Moment;
import dev.chirp.internal.core.Release;
import dev.chirp.testkit.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;
import software.amazon.awssdk.services.lambda.model.State;

/** Versions that take Lambda minutes to create. */
@Tag("slow")
class SnapStartTest {
  @TempDir private Path directory;

  /** The time for which versions are pending. */
  private ReleaseWorld world(Duration pending) {
    ReleaseWorld world = new ReleaseWorld(directory);
    world.create("chirp_a");
    world.changes().on("lambda:PublishVersion").then(FaultySandbox.taking(pending));
    return world;
  }

  private static Instant at(ReleaseWorld world, String action) {
    return world.faults().past().stream()
        .filter(moment -> moment.action().equals(action))
        .findFirst()
        .map(Moment::at)
        .orElseThrow();
  }

  @Row(27)
  @Test
  void aliasMovesOnceTheVersionIsActive() {
    try (ReleaseWorld world = world(Duration.ofMinutes(8))) {
      world.snapStart("chirp_a");
      Release release = world.release("chirp_a").get(0);
      assertEquals("live none -> 1, proved", release.summary());
      assertEquals(1, world.count("lambda:PublishVersion"));
      Duration waited =
          Duration.between(at(world, "lambda:PublishVersion"), at(world, "lambda:CreateAlias"));
      assertTrue(waited.compareTo(Duration.ofMinutes(8)) >= 0, waited::toString);
      assertTrue(waited.compareTo(Duration.ofSeconds(490)) < 0, waited::toString);
      assertEquals(
          SnapStartOptimizationStatus.ON,
          world
              .lambda()
              .getFunctionConfiguration(r -> r.functionName("chirp_a").qualifier("live"))
              .snapStart()
              .optimizationStatus());
    }
  }

  @Row(27)
  @Test
  void waitHasALimitAndTheNextRunContinues() {
    try (ReleaseWorld world = world(Duration.ofMinutes(16))) {
      world.snapStart("chirp_a");
      Release release = world.release("chirp_a").get(0);
      assertEquals(
          "version 1 is published: alias 'live' was not created: not ready after 15 minutes: State Pending,"
              + " LastUpdateStatus none (The function is being created.)",
          release.summary());
      assertThrows(ResourceNotFoundException.class, () -> world.live("chirp_a"));
      assertEquals(List.of(), world.invoked);
      assertEquals(List.of("MOVED 1"), ReleaseWorld.ends(world.release("chirp_a")));
    }
  }

  @Row(27)
  @Test
  void waitWithoutSnapStartIsFiveMinutes() {
    try (ReleaseWorld world = world(Duration.ofMinutes(6))) {
      assertTrue(world.release("chirp_a").get(0).reason().contains("not ready after 5 minutes"));
    }
  }

  @Test
  void enablingSnapStartPublishesAVersion() {
    try (ReleaseWorld world = world(Duration.ZERO)) {
      world.release("chirp_a");
      world.snapStart("chirp_a");
      assertFalse(world.plan("chirp_a").isUnchanged());
      assertEquals(List.of("MOVED 2"), ReleaseWorld.ends(world.release("chirp_a")));
      assertTrue(world.plan("chirp_a").isUnchanged());
    }
  }

  @Test
  void versionWithoutAnUpdateStatusIsNotReady() {
    FunctionConfiguration.Builder version = FunctionConfiguration.builder().state(State.ACTIVE);
    assertFalse(new VersionState(version.build()).isReady());
    assertTrue(
        new VersionState(version.lastUpdateStatus(LastUpdateStatus.SUCCESSFUL).build()).isReady());
  }

  @Test
  void failedVersionIsReported() {
    FunctionConfiguration failed =
        FunctionConfiguration.builder()
            .state(State.FAILED)
            .stateReason("The snapshot could not be made.")
            .build();
    assertTrue(new VersionState(failed).isFailed());
    assertEquals(
        "State Failed, LastUpdateStatus none (The snapshot could not be made.)",
        new VersionState(failed).evidence());
  }
}
