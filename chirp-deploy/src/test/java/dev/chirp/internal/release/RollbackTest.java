package dev.chirp.internal.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollbackTest {
  @TempDir private Path directory;
  private ReleaseWorld world;

  @BeforeEach
  void begin() {
    world = new ReleaseWorld(directory);
    world.create("chirp_a", "chirp_b");
    world.release("chirp_a", "chirp_b");
  }

  @AfterEach
  void end() {
    world.close();
  }

  private RollbackPlan back() {
    RollbackPlan plan = world.rollbackPlan("chirp_", Optional.empty(), Optional.empty());
    world.rollBack(plan);
    return plan;
  }

  private ChirpException refused(Optional<String> only, Optional<String> to) {
    world.faults().forget();
    ChirpException refusal =
        assertThrows(ChirpException.class, () -> world.rollbackPlan("chirp_", only, to));
    assertEquals(List.of(), world.writes());
    return refusal;
  }

  private void releaseTwo() {
    world.updateCode("two", "chirp_a", "chirp_b");
    world.release("chirp_a", "chirp_b");
  }

  @Test
  void rollbackMovesNothingIfWhatGoesWithTheAliasesFails() {
    releaseTwo();
    RollbackPlan plan = world.rollbackPlan("chirp_", Optional.empty(), Optional.empty());
    try (StartGate gate = StartGate.begin(world.said)) {
      ChirpException failure =
          assertThrows(
              ChirpException.class,
              () -> world.rollback().apply(plan, gate, ReleaseWorld.refusing()));
      assertTrue(failure.problem().startsWith("The rollback failed:"), failure::problem);
    }
    assertEquals("2", world.live("chirp_a"));
    assertEquals("2", world.live("chirp_b"));
  }

  @Test
  void laterReleaseWithoutAliasesIsUndoneAlone() {
    releaseTwo();
    RollbackPlan plan =
        world
            .rollback()
            .plan("chirp_", Optional.empty(), Optional.empty(), Optional.of("3000-later"));
    assertTrue(plan.isEmpty());
    assertEquals(Optional.of("3000-later"), plan.undone());
    try (StartGate gate = StartGate.begin(world.said)) {
      assertThrows(
          ChirpException.class, () -> world.rollback().apply(plan, gate, ReleaseWorld.refusing()));
    }
  }

  @Test
  void rollbackMovesAllAliasesBackAndTheNextUndoesIt() {
    releaseTwo();
    assertEquals(
        List.of("chirp_a  alias live: 2 -> 1", "chirp_b  alias live: 2 -> 1"), back().lines());
    assertEquals("1", world.live("chirp_a"));
    assertEquals("1", world.live("chirp_b"));
    assertEquals(
        List.of("chirp_a  alias live: 1 -> 2", "chirp_b  alias live: 1 -> 2"), back().lines());
    assertEquals("2", world.live("chirp_a"));
  }

  @Test
  void rollbackMovesOnlyTheLastRelease() {
    releaseTwo();
    world.lambda().updateFunctionConfiguration(r -> r.functionName("chirp_b").memorySize(1024));
    world.release("chirp_a", "chirp_b");
    assertEquals(
        List.of(
            "chirp_b  alias live: 3 -> 2",
            "chirp_a  alias live: 2 stays, because the last release did not move it"),
        back().lines());
    assertEquals("2", world.live("chirp_a"));
    assertEquals("2", world.live("chirp_b"));
  }

  @Test
  void newFunctionStays() {
    world.create("chirp_c");
    world.updateCode("two", "chirp_a", "chirp_b", "chirp_c");
    world.release("chirp_a", "chirp_b", "chirp_c");
    assertEquals(
        List.of(
            "chirp_a  alias live: 2 -> 1",
            "chirp_b  alias live: 2 -> 1",
            "chirp_c  alias live: 1 stays, because it has no previous version"),
        back().lines());
  }

  @Test
  void rollbackMovesOneFunctionOrToOneVersion() {
    releaseTwo();
    world.updateCode("three", "chirp_a", "chirp_b");
    world.release("chirp_a", "chirp_b");
    world.rollBack(world.rollbackPlan("chirp_", Optional.of("chirp_a"), Optional.of("1")));
    assertEquals("1", world.live("chirp_a"));
    assertEquals("3", world.live("chirp_b"));
    RollbackPlan to = world.rollbackPlan("chirp_", Optional.empty(), Optional.of("1"));
    String code = world.code("chirp_a", "1");
    assertEquals(
        List.of(
            "chirp_a  alias live: 1, unchanged, code " + code,
            "chirp_b  alias live: 3 -> 1, code " + code),
        to.lines());
  }

  @Test
  void rollbackToTheCurrentVersionWritesNothing() {
    world.faults().forget();
    assertTrue(world.rollbackPlan("chirp_", Optional.empty(), Optional.of("1")).isEmpty());
    assertEquals(List.of(), world.writes());
  }

  @Test
  void versionThatOneFunctionLacksIsRefused() {
    world.lambda().updateFunctionConfiguration(r -> r.functionName("chirp_b").memorySize(1024));
    world.release("chirp_a", "chirp_b");
    assertEquals(
        """
        Version 2 (from -Dchirp.to) does not exist for chirp_a. Functions with it: chirp_b. Nothing was changed.
        Try: -Dchirp.to=N with a version of chirp_a: 1""",
        refused(Optional.empty(), Optional.of("2")).getMessage());
  }

  @Test
  void versionThatIsNotANumberIsRefused() {
    assertEquals(
        """
        -Dchirp.to is 'live', but a version is a number.
        Try: mvn chirp:rollback -Dchirp.to=4 -Dchirp.alias=live""",
        refused(Optional.empty(), Optional.of("live")).getMessage());
  }

  @Test
  void rollbackWithoutAPreviousVersionIsRefused() {
    assertEquals(
        """
        Alias 'live' has no previous version: chirp_a 1, chirp_b 1.
        Try: mvn chirp:undeploy, to remove everything""",
        refused(Optional.empty(), Optional.empty()).getMessage());
  }

  @Test
  void rollbackWithoutAnAliasIsRefused() {
    world.create("other_x");
    assertEquals(
        """
        Function 'other_x' has no alias 'live' in eu-west-1, so there is nothing to move back.
        Try: mvn chirp:deploy -Dchirp.alias=live""",
        refused(Optional.of("other_x"), Optional.empty()).getMessage());
  }

  @Test
  void deletedPreviousVersionIsRefused() {
    releaseTwo();
    world.lambda().deleteFunction(r -> r.functionName("chirp_a").qualifier("1"));
    assertEquals(
        """
        Version 1 of function 'chirp_a', the previous version of alias 'live', no longer exists. Nothing was changed.
        Try: -Dchirp.to=N with a version of chirp_a: 2""",
        refused(Optional.empty(), Optional.empty()).getMessage());
  }

  @Test
  void aliasWithoutANoteIsRefused() {
    world.lambda().updateAlias(r -> r.functionName("chirp_a").name("live").description("mine"));
    assertEquals(
        """
        The previous version of alias 'live' of function 'chirp_a' is unknown: Chirp's note is missing from its description, 'mine'.
        Try: -Dchirp.to=N with a version of chirp_a: 1""",
        refused(Optional.of("chirp_a"), Optional.empty()).getMessage());
  }

  @Test
  void functionsOfOthersAreNotMoved() {
    releaseTwo();
    world.create("chirp_x", new Ownership("acme:other").tags());
    world.lambda().publishVersion(r -> r.functionName("chirp_x"));
    world.lambda().createAlias(r -> r.functionName("chirp_x").name("live").functionVersion("1"));
    assertEquals(
        List.of("chirp_a  alias live: 2 -> 1", "chirp_b  alias live: 2 -> 1"), back().lines());
    assertEquals(
        "This project did not create function 'chirp_x': it was created by chirp for acme:other. Nothing was changed.",
        refused(Optional.of("chirp_x"), Optional.empty()).getMessage());
  }

  @Test
  void failedMoveReportsWhereEachAliasIs() {
    releaseTwo();
    world
        .faults()
        .on("lambda:UpdateAlias")
        .of("chirp_b")
        .then(Fault.refused(403, "AccessDeniedException", "no"));
    ChirpException failure = assertThrows(ChirpException.class, this::back);
    assertTrue(
        failure
            .problem()
            .startsWith(
                """
                The rollback failed:
                  chirp_a: alias 'live' stays at 2, because the alias of 'chirp_b' could not be moved
                  chirp_b: alias 'live' stays at 2 and could not be moved to 1: AWS refused lambda:UpdateAlias"""),
        failure::problem);
    assertEquals("2", world.live("chirp_a"));
    assertEquals("2", world.live("chirp_b"));
  }

  private void moveByHand(String function, String version) {
    world.lambda().updateAlias(r -> r.functionName(function).name("live").functionVersion(version));
  }

  /** Leaves the aliases like a run that was killed after its first alias. */
  private void asIfKilledBeforeB(String description) {
    world
        .lambda()
        .updateAlias(
            r ->
                r.functionName("chirp_b")
                    .name("live")
                    .functionVersion("1")
                    .description(description));
  }

  private String description(String function) {
    return world.lambda().getAlias(r -> r.functionName(function).name("live")).description();
  }

  @Test
  void releaseFinishedInTwoRunsRollsBackTogether() {
    String before = description("chirp_b");
    releaseTwo();
    asIfKilledBeforeB(before);
    assertEquals(
        List.of("UNCHANGED 2", "MOVED 2"), ReleaseWorld.ends(world.release("chirp_a", "chirp_b")));
    assertEquals(
        List.of("chirp_a  alias live: 2 -> 1", "chirp_b  alias live: 2 -> 1"), back().lines());
    assertEquals("1", world.live("chirp_a"));
    assertEquals("1", world.live("chirp_b"));
  }

  @Test
  void concurrentReleasesRollBackTogether() {
    world.updateCode("two", "chirp_a", "chirp_b");
    world.lambda().publishVersion(r -> r.functionName("chirp_a"));
    String anothers =
        "chirp release 20261124T000001.000Z-99999999 of 2, code %s, version 2, before: 1"
            .formatted(world.code("chirp_a", "2"));
    world
        .faults()
        .on("lambda:UpdateAlias")
        .of("chirp_a")
        .then(
            Fault.first(
                () ->
                    world
                        .lambda()
                        .updateAlias(
                            r ->
                                r.functionName("chirp_a")
                                    .name("live")
                                    .functionVersion("2")
                                    .description(anothers))));
    assertEquals(
        List.of("MOVED 2", "MOVED 2"), ReleaseWorld.ends(world.release("chirp_a", "chirp_b")));
    assertEquals(anothers, description("chirp_a"));
    assertEquals(anothers, description("chirp_b"));
    world.faults().clear();
    assertEquals(
        List.of("chirp_a  alias live: 2 -> 1", "chirp_b  alias live: 2 -> 1"), back().lines());
  }

  @Test
  void unfinishedReleaseRollsBackAlone() {
    String before = description("chirp_b");
    releaseTwo();
    asIfKilledBeforeB(before);
    assertEquals(
        List.of(
            "chirp_a  alias live: 2 -> 1",
            "chirp_b  alias live: 1 stays, because the last release did not move it"),
        back().lines());
  }

  @Test
  void settingsChangedAfterAReleaseAreTheirOwnRelease() {
    releaseTwo();
    world.lambda().updateFunctionConfiguration(r -> r.functionName("chirp_b").memorySize(1024));
    world.release("chirp_b");
    assertEquals("chirp_b  alias live: 3 -> 2", back().lines().get(0));
    assertEquals("2", world.live("chirp_a"));
  }

  @Test
  void unfinishedRollbackIsFinishedByTheNext() {
    releaseTwo();
    String before = description("chirp_b");
    back();
    world
        .lambda()
        .updateAlias(
            r -> r.functionName("chirp_b").name("live").functionVersion("2").description(before));
    assertEquals(
        List.of(
            "chirp_b  alias live: 2 -> 1",
            "chirp_a  alias live: 1 stays, because it is already moved back"),
        back().lines());
    assertEquals(
        List.of("chirp_a  alias live: 1 -> 2", "chirp_b  alias live: 1 -> 2"), back().lines());
  }

  @Test
  void aliasMovedBySomeoneElseStays() {
    releaseTwo();
    world.updateCode("three", "chirp_a", "chirp_b");
    world.release("chirp_a", "chirp_b");
    for (String version : List.of("1", "2")) {
      moveByHand("chirp_b", version);
      assertEquals(
          List.of(
              "chirp_a  alias live: 3 -> 2",
              "chirp_b  alias live: %s stays, because someone else moved it there"
                  .formatted(version)),
          world.rollbackPlan("chirp_", Optional.empty(), Optional.empty()).lines());
    }
    assertTrue(
        refused(Optional.of("chirp_b"), Optional.empty())
            .problem()
            .startsWith("Someone else moved alias 'live' of function 'chirp_b' to version 2: "));
  }

  @Test
  void nextReleaseContinuesAfterSomeoneElsesMove() {
    releaseTwo();
    moveByHand("chirp_a", "1");
    world.release("chirp_a", "chirp_b");
    assertEquals(
        List.of("chirp_a  alias live: 2 -> 1", "chirp_b  alias live: 2 -> 1"), back().lines());
  }

  @Test
  void releaseFromAMachineWithAWrongClockIsTheNewest() {
    String future =
        "chirp release 20991231T000000.000Z-00000000 of 2, code %s, version 1, before: none";
    for (String name : List.of("chirp_a", "chirp_b")) {
      world
          .lambda()
          .updateAlias(
              r -> r.functionName(name).name("live").description(future.formatted("00000000")));
    }
    world.lambda().updateFunctionConfiguration(r -> r.functionName("chirp_b").memorySize(1024));
    world.release("chirp_a", "chirp_b");
    assertEquals("chirp_b  alias live: 2 -> 1", back().lines().get(0));
  }

  @Test
  void versionWithDifferentCodeIsRefused() {
    world.create("chirp_c");
    world.updateCode("two", "chirp_a", "chirp_b", "chirp_c");
    world.release("chirp_a", "chirp_b", "chirp_c");
    assertEquals(
        """
        Version 1 (from -Dchirp.to) has different code in each function: chirp_a %1$s, chirp_b %1$s, chirp_c %2$s. Nothing was changed.
        Try: mvn chirp:rollback -Dchirp.alias=live -Dchirp.to=1 -Dfunction=a, one function at a time"""
            .formatted(world.code("chirp_a", "1"), world.code("chirp_c", "1")),
        refused(Optional.empty(), Optional.of("1")).getMessage());
    assertEquals(
        1, world.rollbackPlan("chirp_", Optional.of("chirp_a"), Optional.of("1")).moves().size());
  }

  /** Sends Ctrl-C with the move of this function's alias, and returns how the rollback ended. */
  private String interruptedAt(String function) {
    RollbackPlan plan = world.rollbackPlan("chirp_", Optional.empty(), Optional.empty());
    try (StartGate gate = StartGate.begin(world.said)) {
      world.faults().forget();
      world
          .faults()
          .on("lambda:UpdateAlias")
          .of(function)
          .number(1)
          .then(Fault.first(() -> gate.stop("Ctrl-C")));
      return assertThrows(
              ChirpException.class, () -> world.rollback().apply(plan, gate, MovedTogether.NOTHING))
          .problem();
    }
  }

  @Test
  void ctrlCMovesAliasesBack() {
    releaseTwo();
    assertEquals(
        """
        The rollback failed:
          chirp_a: alias 'live' stays at 2, because of Ctrl-C
          chirp_b: alias 'live' stays at 2, because of Ctrl-C""",
        interruptedAt("chirp_a"));
    assertEquals(2, world.count("lambda:UpdateAlias"), "there and back");
    assertEquals("2", world.live("chirp_a"));
    assertEquals("2", world.live("chirp_b"));
    assertTrue(
        world.said.lines.stream().anyMatch(line -> line.startsWith("WARN The rollback failed:")),
        "said while there is time");
    back();
    assertEquals("1", world.live("chirp_a"));
    assertEquals("1", world.live("chirp_b"));
  }

  @Test
  void ctrlCReportsAnAliasThatCannotBeMovedBack() {
    releaseTwo();
    world
        .faults()
        .on("lambda:UpdateAlias")
        .of("chirp_a")
        .number(2)
        .then(Fault.refused(403, "AccessDeniedException", "no"));
    String problem = interruptedAt("chirp_a");
    assertTrue(
        problem.startsWith(
            """
            The rollback failed:
              chirp_a: alias 'live' points to version 1 and could not be moved back to 2: AWS refused"""),
        problem);
    assertTrue(problem.endsWith("chirp_b: alias 'live' stays at 2, because of Ctrl-C"), problem);
  }

  @Test
  void lateCtrlCNamesEachAlias() {
    releaseTwo();
    Rollback rollback = world.rollback();
    rollback.late(world.rollbackPlan("chirp_", Optional.empty(), Optional.empty()));
    assertEquals(
        List.of(
            "WARN chirp_a: alias 'live' was being moved (2 -> 1) when the run ended.",
            "WARN chirp_b: alias 'live' was being moved (2 -> 1) when the run ended.",
            "WARN Try: mvn chirp:list -Dremote shows where each alias is"),
        world.said.lines.stream().filter(line -> line.startsWith("WARN")).toList());
  }
}
