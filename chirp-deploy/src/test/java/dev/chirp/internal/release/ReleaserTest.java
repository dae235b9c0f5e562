package dev.chirp.internal.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Release;
import dev.chirp.testkit.Row;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class ReleaserTest {
  private static final Fault DENIED = Fault.refused(403, "AccessDeniedException", "no");

  @TempDir private Path directory;
  private ReleaseWorld world;

  @BeforeEach
  void begin() {
    world = new ReleaseWorld(directory);
    world.create("chirp_a", "chirp_b");
  }

  @AfterEach
  void end() {
    world.close();
  }

  @Test
  void releasePublishesProvesAndCreatesAliases() {
    List<Release> releases = world.release("chirp_a", "chirp_b");
    assertEquals(List.of("MOVED 1", "MOVED 1"), ReleaseWorld.ends(releases));
    assertEquals("live none -> 1, proved", releases.get(0).summary());
    assertEquals(List.of("chirp_a:1", "chirp_b:1"), world.invoked.stream().sorted().toList());
    assertEquals("1", world.live("chirp_a"));
    assertEquals("1", world.live("chirp_b"));
  }

  @Test
  void secondRunPublishesNothing() {
    world.release("chirp_a", "chirp_b");
    world.faults().forget();
    assertTrue(world.plan("chirp_a", "chirp_b").isUnchanged());
    assertEquals(
        List.of("UNCHANGED 1", "UNCHANGED 1"),
        ReleaseWorld.ends(world.release("chirp_a", "chirp_b")));
    assertEquals(List.of(), world.writes());
  }

  @Test
  void changedSettingsPublishOnlyThatFunction() {
    world.release("chirp_a", "chirp_b");
    world.lambda().updateFunctionConfiguration(r -> r.functionName("chirp_b").memorySize(1024));
    List<String> lines = world.plan("chirp_a", "chirp_b").lines();
    assertEquals(
        List.of(
            "chirp_a  alias live: 1, unchanged",
            "chirp_b  alias live: 1 -> a new version, proved by its event file"),
        lines);
    assertEquals(
        List.of("UNCHANGED 1", "MOVED 2"), ReleaseWorld.ends(world.release("chirp_a", "chirp_b")));
    assertEquals("2", world.live("chirp_b"));
  }

  @Test
  void failedProofStopsAllAliases() {
    world.release("chirp_a", "chirp_b");
    world.updateCode("two", "chirp_a", "chirp_b");
    world.fail(Map.of("chirp_b", "its response to the event file has status 500"));
    List<Release> releases = world.release("chirp_a", "chirp_b");
    assertEquals(List.of("PUBLISHED 2", "FAILED 2"), ReleaseWorld.ends(releases));
    assertEquals(
        "version 2 is published, proved: alias 'live' stays at 1, because of another function's failure",
        releases.get(0).summary());
    assertEquals(
        "version 2 is published: alias 'live' stays at 1: not proved, because its response to the event file has status 500",
        releases.get(1).summary());
    assertEquals("1", world.live("chirp_a"));
    assertEquals("1", world.live("chirp_b"));
  }

  @Test
  void nextRunContinuesWithPublishedVersions() {
    world.fail(Map.of("chirp_b", "no"));
    world.release("chirp_a", "chirp_b");
    world.fail(Map.of());
    assertEquals(
        List.of("MOVED 1", "MOVED 1"), ReleaseWorld.ends(world.release("chirp_a", "chirp_b")));
    assertEquals(List.of("1"), world.versions("chirp_a"));
  }

  @Test
  void unsafeFunctionIsPublishedUnproved() {
    Release release =
        world.release(List.of(new ReleaseFunction("a", "chirp_a", "it has no event file"))).get(0);
    assertEquals("live none -> 1, not proved: it has no event file", release.summary());
    assertEquals(List.of(), world.invoked);
  }

  @Row(28)
  @Test
  void failedMoveRestoresTheOtherAliases() {
    world.release("chirp_a", "chirp_b");
    world.updateCode("two", "chirp_a", "chirp_b");
    world.faults().on("lambda:UpdateAlias").of("chirp_b").then(DENIED);
    List<Release> releases = world.release("chirp_a", "chirp_b");
    assertEquals(List.of("PUBLISHED 2", "FAILED 2"), ReleaseWorld.ends(releases));
    assertEquals(
        "alias 'live' stays at 1, because the alias of 'chirp_b' could not be moved",
        releases.get(0).reason());
    assertTrue(
        releases
            .get(1)
            .reason()
            .matches(
                "alias 'live' stays at 1 and could not be moved to 2: AWS refused lambda:UpdateAlias for .*"),
        releases.get(1)::reason);
    assertEquals("1", world.live("chirp_a"));
    assertEquals("1", world.live("chirp_b"));
  }

  @Test
  void aliasesMoveBackIfWhatGoesWithThemFails() {
    world.release("chirp_a", "chirp_b");
    world.updateCode("two", "chirp_a", "chirp_b");
    List<Release> releases = world.releaseWithoutTheRest("chirp_a", "chirp_b");
    assertEquals(
        List.of(
            "version 2 is published, proved: alias 'live' stays at 1, because the API was not changed",
            "version 2 is published, proved: alias 'live' stays at 1, because the API was not changed"),
        releases.stream().map(Release::summary).toList());
    assertEquals("1", world.live("chirp_a"));
    assertEquals("1", world.live("chirp_b"));
    assertTrue(world.said.text().contains("API Gateway said no to "), world.said::text);
  }

  @Row(28)
  @Test
  void aliasThatCannotBeMovedBackIsNamed() {
    world.release("chirp_a", "chirp_b");
    world.updateCode("two", "chirp_a", "chirp_b");
    world.faults().on("lambda:UpdateAlias").of("chirp_a").number(2).then(DENIED);
    world.faults().on("lambda:UpdateAlias").of("chirp_b").then(DENIED);
    List<Release> releases = world.release("chirp_a", "chirp_b");
    assertEquals(List.of("FAILED 2", "FAILED 2"), ReleaseWorld.ends(releases));
    assertTrue(
        releases
            .get(0)
            .reason()
            .startsWith(
                "alias 'live' points to version 2 and could not be moved back to 1: AWS refused"),
        releases.get(0)::reason);
    assertEquals("2", world.live("chirp_a"));
    assertEquals("1", world.live("chirp_b"));
  }

  @Row(28)
  @Test
  void newAliasIsDeletedAfterAFailedMove() {
    world.faults().on("lambda:CreateAlias").of("chirp_b").then(DENIED);
    assertEquals(
        List.of("PUBLISHED 1", "FAILED 1"), ReleaseWorld.ends(world.release("chirp_a", "chirp_b")));
    assertThrows(ResourceNotFoundException.class, () -> world.live("chirp_a"));
  }

  @Test
  void brokenProofStopsAllAliases() {
    world.breakOn("chirp_b");
    assertEquals(
        List.of("PUBLISHED 1", "FAILED 1"), ReleaseWorld.ends(world.release("chirp_a", "chirp_b")));
    assertEquals(0, world.count("lambda:CreateAlias"));
  }

  @Test
  void ctrlCBeforeTheMoveLeavesTheAliases() {
    ReleaseRun run = world.run("chirp_a", "chirp_b");
    try (StartGate gate = StartGate.begin(world.said)) {
      world.faults().on("lambda:PublishVersion").then(Fault.first(() -> gate.stop("Ctrl-C")));
      for (Release end : run.run(gate)) {
        assertTrue(
            end.kind() == Release.Kind.PUBLISHED || end.kind() == Release.Kind.SKIPPED,
            end::toString);
      }
    }
    assertEquals(0, world.count("lambda:CreateAlias"));
    List<Release> late = new CopyOnWriteArrayList<>();
    ReleaseRun again = world.run("chirp_a", "chirp_b");
    try (StartGate gate = StartGate.begin(world.said)) {
      world.faults().clear();
      world.faults().on("lambda:CreateAlias").then(Fault.first(() -> late.addAll(again.soFar())));
      again.run(gate);
    }
    assertEquals("alias 'live' was being moved when the run ended", late.get(0).reason());
  }

  @Test
  void codeOfAnotherDeployIsNotReleased() {
    world.release("chirp_a", "chirp_b");
    world.updateCode("two", "chirp_a");
    world.updateCode("three", "chirp_b");
    List<Release> releases = world.release("chirp_a", "chirp_b");
    assertEquals(List.of("PUBLISHED 2", "SUPERSEDED "), ReleaseWorld.ends(releases));
    assertTrue(
        releases.get(1).reason().endsWith("another deploy replaced it"), releases.get(1)::reason);
  }

  @Test
  void aliasOfTheUnpublishedVersionMovesToAVersion() {
    world
        .lambda()
        .createAlias(r -> r.functionName("chirp_a").name("live").functionVersion("$LATEST"));
    Release release = world.release("chirp_a").get(0);
    assertEquals("live $LATEST -> 1, proved", release.summary());
    assertEquals(
        List.of("chirp_a  alias live: 1 -> $LATEST"),
        world.rollbackPlan("chirp_", Optional.of("chirp_a"), Optional.empty()).lines());
  }

  @Test
  void irrelevantChangeByOthersIsRetried() {
    world
        .faults()
        .on("lambda:PublishVersion")
        .number(1)
        .then(Fault.refused(412, "PreconditionFailedException", "The Revision Id is old."));
    assertEquals(List.of("MOVED 1"), ReleaseWorld.ends(world.release("chirp_a")));
    assertEquals(2, world.count("lambda:PublishVersion"));
  }

  @Test
  void moveWithALostResponseSucceeds() {
    world.release("chirp_a");
    world.updateCode("two", "chirp_a");
    world.faults().on("lambda:UpdateAlias").number(1).then(Fault.droppedAfter());
    assertEquals(List.of("MOVED 2"), ReleaseWorld.ends(world.release("chirp_a")));
    assertEquals(2, world.count("lambda:UpdateAlias"), "refused because it was done");
    assertEquals("2", world.live("chirp_a"));
  }

  @Test
  void aliasThatSplitsItsTrafficIsRefused() {
    world.release("chirp_a");
    world.updateCode("two", "chirp_a");
    world.lambda().publishVersion(r -> r.functionName("chirp_a"));
    world
        .lambda()
        .updateAlias(
            r ->
                r.functionName("chirp_a")
                    .name("live")
                    .routingConfig(c -> c.additionalVersionWeights(Map.of("2", 0.1))));
    world.faults().forget();
    assertEquals(
        """
        Alias 'live' of function 'chirp_a' sends 10 % to version 2, and the rest to version 1. Nothing was changed.
        Try: aws lambda update-alias --function-name chirp_a --name live --routing-config AdditionalVersionWeights={}""",
        assertThrows(ChirpException.class, () -> world.release("chirp_a")).getMessage());
    assertEquals(List.of(), world.writes());
  }

  @Test
  void newestVersionsAndThoseOfAliasesAreKept() {
    world.keepVersions(2);
    world.release("chirp_a");
    world.lambda().createAlias(r -> r.functionName("chirp_a").name("old").functionVersion("1"));
    for (String word : List.of("two", "three", "four", "five")) {
      world.updateCode(word, "chirp_a");
      world.release("chirp_a");
    }
    assertEquals(List.of("5", "4", "1"), world.versions("chirp_a"));
  }

  @Test
  void previousVersionIsKept() {
    world.keepVersions(1);
    world.release("chirp_a");
    world.updateCode("two", "chirp_a");
    world.release("chirp_a");
    world.updateCode("three", "chirp_a");
    world.release("chirp_a");
    assertEquals(List.of("3", "2"), world.versions("chirp_a"));
  }

  @Test
  void undeletedVersionsAreNotAFailure() {
    world.keepVersions(1);
    world.release("chirp_a");
    world.faults().on("lambda:DeleteFunction").then(DENIED);
    for (String word : List.of("two", "three")) {
      world.updateCode(word, "chirp_a");
      assertEquals(Release.Kind.MOVED, world.release("chirp_a").get(0).kind());
    }
    assertTrue(
        world.said.lines.stream()
            .anyMatch(line -> line.startsWith("WARN Old versions of 'chirp_a' stay: AWS refused")));
  }

  @Test
  void invalidAliasNameIsRefused() {
    assertEquals(
        """
        <alias> is '7' (or -Dchirp.alias), but Lambda accepts at most 128 letters, digits, - and _, and not only digits.
        Try: -Dchirp.alias=live""",
        assertThrows(ChirpException.class, () -> new AliasName("7")).getMessage());
    assertThrows(ChirpException.class, () -> new AliasName("$LATEST"));
  }

  @Test
  void concurrentReleaseOfTheSameCodeSucceeds() {
    world
        .faults()
        .on("lambda:CreateAlias")
        .of("chirp_a")
        .then(Fault.first(() -> live("chirp_a", "1")));
    assertEquals(
        List.of("MOVED 1", "MOVED 1"), ReleaseWorld.ends(world.release("chirp_a", "chirp_b")));
    world.updateCode("two", "chirp_a", "chirp_b");
    world
        .faults()
        .on("lambda:UpdateAlias")
        .of("chirp_b")
        .then(Fault.first(() -> live("chirp_b", "2")));
    assertEquals(
        List.of("MOVED 2", "MOVED 2"), ReleaseWorld.ends(world.release("chirp_a", "chirp_b")));
    assertEquals("2", world.live("chirp_b"));
  }

  /** Someone else creates or moves the alias. */
  private void live(String function, String version) {
    try {
      world
          .lambda()
          .updateAlias(
              r -> r.functionName(function).name("live").functionVersion(version).description("x"));
    } catch (ResourceNotFoundException e) {
      world
          .lambda()
          .createAlias(r -> r.functionName(function).name("live").functionVersion(version));
    }
  }

  @Test
  void aliasMovedByOthersToTheSameVersionIsNotMovedBack() {
    world.release("chirp_a", "chirp_b");
    world.updateCode("two", "chirp_a", "chirp_b");
    world
        .faults()
        .on("lambda:UpdateAlias")
        .of("chirp_a")
        .then(Fault.first(() -> live("chirp_a", "2")));
    world.faults().on("lambda:UpdateAlias").of("chirp_b").then(DENIED);
    List<Release> releases = world.release("chirp_a", "chirp_b");
    assertEquals(List.of("PUBLISHED 2", "FAILED 2"), ReleaseWorld.ends(releases));
    assertEquals(
        "alias 'live' points to 2 now, which someone else did, because the alias of 'chirp_b' could not be moved",
        releases.get(0).reason());
    assertEquals("2", world.live("chirp_a"));
  }

  @Test
  void aliasMovedElsewhereByOthersIsNotOverwritten() {
    world.release("chirp_a");
    world.updateCode("two", "chirp_a");
    world.lambda().publishVersion(r -> r.functionName("chirp_a"));
    world.updateCode("three", "chirp_a");
    world.faults().on("lambda:UpdateAlias").then(Fault.first(() -> live("chirp_a", "2")));
    assertEquals(List.of("FAILED 3"), ReleaseWorld.ends(world.release("chirp_a")));
    assertEquals("2", world.live("chirp_a"));
  }

  @Test
  void moveBackWithALostResponseSucceeds() {
    world.release("chirp_a", "chirp_b");
    world.updateCode("two", "chirp_a", "chirp_b");
    world.faults().forget();
    world.faults().on("lambda:UpdateAlias").of("chirp_a").number(2).then(Fault.droppedAfter());
    world.faults().on("lambda:UpdateAlias").of("chirp_b").then(DENIED);
    List<Release> releases = world.release("chirp_a", "chirp_b");
    assertEquals(List.of("PUBLISHED 2", "FAILED 2"), ReleaseWorld.ends(releases));
    assertEquals(
        "alias 'live' stays at 1, because the alias of 'chirp_b' could not be moved",
        releases.get(0).reason());
    assertEquals("1", world.live("chirp_a"));
  }

  @Test
  void aliasDeletionWithALostResponseSucceeds() {
    world.faults().on("lambda:DeleteAlias").of("chirp_a").number(1).then(Fault.droppedAfter());
    world.faults().on("lambda:CreateAlias").of("chirp_b").then(DENIED);
    List<Release> releases = world.release("chirp_a", "chirp_b");
    assertEquals(List.of("PUBLISHED 1", "FAILED 1"), ReleaseWorld.ends(releases));
    assertEquals(
        "alias 'live' was not created, because the alias of 'chirp_b' could not be moved",
        releases.get(0).reason());
  }
}
