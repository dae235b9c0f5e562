package dev.chirp.internal.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.internal.core.Release;
import dev.chirp.internal.sandbox.lambda.Changes.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;

/** Changes between a deploy and the publication of its version. */
class NewVersionTest {
  private static final Change FAILS =
      FaultySandbox.failing("InvalidSubnet", "The subnet is gone.", Duration.ZERO);

  @TempDir private Path directory;
  private ReleaseWorld world;

  @BeforeEach
  void begin() {
    world = new ReleaseWorld(directory);
    world.create("chirp_a");
  }

  @AfterEach
  void end() {
    world.close();
  }

  private Release released() {
    return world.release("chirp_a").get(0);
  }

  private void memory(int megabytes) {
    world
        .lambda()
        .updateFunctionConfiguration(r -> r.functionName("chirp_a").memorySize(megabytes));
  }

  @Test
  void failedVersionIsDeletedAndPublishedAgain() {
    world.changes().on("lambda:PublishVersion").number(1).then(FAILS);
    assertEquals("live none -> 2, proved", released().summary());
    assertEquals(List.of("2"), world.versions("chirp_a"));
    assertEquals(List.of("chirp_a:2"), world.invoked);
    assertTrue(
        world.said.lines.stream()
            .anyMatch(
                line -> line.contains("version 1 is deleted and published again: State Failed")),
        world.said.lines::toString);
  }

  @Test
  void secondFailedVersionIsAFailureAndTheNextRunPublishesOneMore() {
    world.changes().on("lambda:PublishVersion").first(2).then(FAILS);
    Release failed = released();
    assertEquals(Release.Kind.FAILED, failed.kind());
    assertTrue(
        failed.reason().contains("Lambda could not create it: State Failed"), failed::reason);
    assertEquals(List.of("2"), world.versions("chirp_a"));
    assertEquals(List.of("MOVED 3"), ReleaseWorld.ends(world.release("chirp_a")));
    assertEquals(List.of("3"), world.versions("chirp_a"));
  }

  @Test
  void failedVersionOfAnAliasStays() {
    world.changes().on("lambda:PublishVersion").number(1).then(FAILS);
    world
        .faults()
        .on("lambda:ListAliases")
        .then(
            Fault.first(
                () ->
                    world
                        .lambda()
                        .createAlias(
                            r -> r.functionName("chirp_a").name("old").functionVersion("1"))));
    Release failed = released();
    assertTrue(
        failed.reason().endsWith("It stays, because alias old points to it"), failed::reason);
    assertEquals(List.of("1"), world.versions("chirp_a"));
  }

  @Test
  void deniedDeletionOfAFailedVersionSuggestsTheCommand() {
    world.changes().on("lambda:PublishVersion").number(1).then(FAILS);
    world
        .faults()
        .on("lambda:DeleteFunction")
        .then(Fault.refused(403, "AccessDeniedException", "no"));
    Release failed = released();
    assertEquals("FAILED 1", ReleaseWorld.ends(List.of(failed)).get(0));
    assertEquals(
        "aws lambda delete-function --function-name chirp_a --qualifier 1, then mvn chirp:deploy again",
        failed.hint());
  }

  @Test
  void snapStartSetOnTheFunctionExtendsTheWait() {
    world
        .lambda()
        .updateFunctionConfiguration(
            r ->
                r.functionName("chirp_a")
                    .snapStart(s -> s.applyOn(SnapStartApplyOn.PUBLISHED_VERSIONS)));
    world.changes().on("lambda:PublishVersion").then(FaultySandbox.taking(Duration.ofMinutes(8)));
    assertEquals("live none -> 1, proved", released().summary());
  }

  @Test
  void publishWaitsForAnUpdateInProgress() {
    world
        .changes()
        .on("lambda:UpdateFunctionConfiguration")
        .then(FaultySandbox.taking(Duration.ofMinutes(2)));
    world
        .faults()
        .on("lambda:PublishVersion")
        .number(1)
        .then(Fault.first(() -> memory(512))); // the previous value
    assertEquals("live none -> 1, proved", released().summary());
  }

  @Test
  void publishStopsWaitingForAnEndlessUpdate() {
    world
        .changes()
        .on("lambda:UpdateFunctionConfiguration")
        .then(FaultySandbox.taking(FaultySandbox.FOR_EVER));
    world.faults().on("lambda:PublishVersion").number(1).then(Fault.first(() -> memory(512)));
    assertEquals(
        "no new version: alias 'live' was not created: It has been busy with another change for 5 minutes.",
        released().summary());
  }

  @Test
  void publishStartsNoFurtherAttemptAfterTheTimeLimit() {
    world.within(Duration.ofMinutes(1));
    world
        .changes()
        .on("lambda:UpdateFunctionConfiguration")
        .then(FaultySandbox.taking(FaultySandbox.FOR_EVER));
    world.faults().on("lambda:PublishVersion").number(1).then(Fault.first(() -> memory(512)));
    assertEquals(
        "no new version: alias 'live' was not created: It was not published, because of the time limit of 1 minute (chirp.timeLimit).",
        released().summary());
  }

  @Test
  void settingsChangedByOthersAreNotReleased() {
    ReleaseRun run = world.run("chirp_a");
    memory(1024);
    Release end = world.ended(run).get(0);
    assertEquals(Release.Kind.SUPERSEDED, end.kind());
    assertEquals(
        "alias 'live' was not created: someone else changed its settings in the meantime: MemorySize",
        end.reason());
    assertEquals(List.of(), world.versions("chirp_a"));
    assertThrows(ResourceNotFoundException.class, () -> world.live("chirp_a"));
  }

  @Test
  void settingsChangedDuringPublishingAreNotReleased() {
    world.faults().on("lambda:PublishVersion").number(1).then(Fault.first(() -> memory(1024)));
    assertEquals(List.of("SUPERSEDED "), ReleaseWorld.ends(List.of(released())));
    assertEquals(List.of(), world.versions("chirp_a"));
  }
}
