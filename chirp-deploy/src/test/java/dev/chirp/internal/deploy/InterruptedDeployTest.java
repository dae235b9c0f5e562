package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.internal.pack.CodePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Ctrl-C and SIGKILL during a deploy in its own JVM. The sandbox sends the signal when a certain
 * request arrives, and responds afterward or never.
 */
@Tag("slow")
class InterruptedDeployTest {
  private static final Duration PROMISED = Duration.ofSeconds(8);

  /** More functions than Chirp starts in a second, so that some never start. */
  private static final int FUNCTIONS = 20;

  @TempDir private Path directory;
  private DeployWorld world;
  private Optional<String> bucket;
  private CodePackage code;
  private Path reports;
  private final CompletableFuture<ChildDeploy> child = new CompletableFuture<>();

  /** The step that the deploy has reached when the signal arrives. */
  enum Phase {
    PLAN("lambda:GetFunction", 1),
    UPLOAD("s3:PutObject", 1),
    CREATE("lambda:CreateFunction", 1),
    PROOF("lambda:GetFunction", 2),
    SETTINGS("lambda:UpdateFunctionConfiguration", 1),
    CLEAN_UP("s3:DeleteObject", 1);

    final String action;
    final int number;

    Phase(String action, int number) {
      this.action = action;
      this.number = number;
    }
  }

  @BeforeEach
  void start() throws IOException {
    world = new DeployWorld(directory);
    bucket = world.makeBucket();
    code = world.zip("this");
    reports = Files.createDirectory(directory.resolve("reports"));
  }

  @AfterEach
  void stop() {
    if (child.isDone()) {
      child.join().close();
    }
    world.close();
  }

  private ChildDeploy deploy() throws IOException {
    ChildDeploy started = ChildDeploy.start(world, FUNCTIONS, code, reports);
    child.complete(started);
    return started;
  }

  /** All functions but one are new; the existing one gets different settings and code. */
  private void prepare(Phase phase) throws IOException {
    world
        .deploy(
            world.request(List.of(DeployWorld.spec(0, 256, Map.of())), world.zip("other"), bucket))
        .check();
    world.faults().clear();
    AtomicBoolean first = new AtomicBoolean(true);
    world
        .faults()
        .on(phase.action)
        .number(phase.number)
        .where(moment -> first.getAndSet(false))
        .then(Fault.first(() -> child.join().signal("INT")));
  }

  @ParameterizedTest
  @EnumSource
  void ctrlCFinishesCallsInFlightAndReportsTheResults(Phase phase) throws IOException {
    prepare(phase);
    ChildDeploy deploy = deploy();
    assertLeavesInTime(deploy);
    String said = deploy.output();
    if (phase == Phase.PLAN) {
      assertTrue(said.contains("Stopped: nothing was changed."), said);
      assertEquals(List.of(), world.writes());
      return;
    }
    assertTrue(said.contains("Stopping: "), said);
    Map<Kind, Integer> outcomes = outcomes(said);
    assertEquals(List.of(), objects(), said);
    switch (phase) {
      case UPLOAD -> assertEquals(Map.of(Kind.SKIPPED, FUNCTIONS), outcomes, said);
      case CLEAN_UP ->
          assertEquals(Map.of(Kind.CREATED, FUNCTIONS - 1, Kind.UPDATED, 1), outcomes, said);
      case SETTINGS -> assertEquals(1, outcomes.get(Kind.FAILED), said);
      default -> {
        assertTrue(outcomes.getOrDefault(Kind.CREATED, 0) >= 1, said);
        assertTrue(outcomes.getOrDefault(Kind.SKIPPED, 0) >= 1, said);
      }
    }
    assertConverges();
  }

  @Test
  void ctrlCEndsTheWaitForARole() throws IOException {
    prepare(Phase.CREATE);
    world.faults().clear();
    world
        .faults()
        .on("lambda:CreateFunction")
        .of("chirp_f1")
        .then(
            Fault.refused(
                    400,
                    "InvalidParameterValueException",
                    "The role defined for the function cannot be assumed by Lambda.")
                .after(() -> child.join().signal("INT")));
    ChildDeploy deploy = deploy();
    assertLeavesInTime(deploy);
    assertEquals(List.of(), objects(), deploy.output());
    assertEquals(
        1,
        world.faults().past().stream()
            .filter(call -> call.action().equals("lambda:CreateFunction"))
            .filter(call -> call.subject().equals("chirp_f1"))
            .count());
    outcomes(deploy.output());
    assertConverges();
  }

  @Tag("faults")
  @Test
  void unfinishedFunctionIsNamed() throws IOException {
    prepare(Phase.PROOF);
    world.changes().on("lambda:CreateFunction").then(FaultySandbox.taking(Duration.ofHours(1)));
    ChildDeploy deploy = deploy();
    assertLeavesInTime(deploy);
    String said = deploy.output();
    Map<Kind, Integer> outcomes = outcomes(said);
    assertTrue(outcomes.getOrDefault(Kind.UNKNOWN, 0) >= 1, said);
    assertTrue(outcomes.getOrDefault(Kind.SKIPPED, 0) >= 1, said);
    assertNamed(said);
    world.time().pass(Duration.ofHours(2));
    assertConverges();
  }

  @Tag("faults")
  @Test
  void objectThatCannotBeDeletedInTimeIsNamed() throws IOException {
    prepare(Phase.CLEAN_UP);
    world.faults().clear();
    world
        .faults()
        .on("s3:DeleteObject")
        .then(
            Fault.first(
                () -> {
                  child.join().signal("INT");
                  child.join().status();
                }));
    ChildDeploy deploy = deploy();
    assertLeavesInTime(deploy);
    assertEquals(Map.of(Kind.CREATED, FUNCTIONS - 1, Kind.UPDATED, 1), outcomes(deploy.output()));
    assertTrue(
        deploy.output().lines().anyMatch(line -> line.matches("WARN s3://acme-code/.* stays.")),
        deploy.output());
  }

  @Tag("faults")
  @Test
  void secondCtrlCEndsTheRunAtOnce() throws IOException {
    prepare(Phase.PROOF);
    world.changes().on("lambda:CreateFunction").then(FaultySandbox.taking(Duration.ofHours(1)));
    ChildDeploy deploy = deploy();
    deploy.awaitLine("Stopping: ");
    deploy.signal("INT");
    Duration leaving = deploy.leaving();
    assertTrue(leaving.compareTo(Duration.ofSeconds(4)) < 0, leaving::toString);
    assertEquals(130, deploy.status());
    outcomes(deploy.output());
    assertNamed(deploy.output());
  }

  @Tag("faults")
  @ParameterizedTest
  @EnumSource
  void nextDeploySucceedsAfterAKilledOne(Phase phase) throws IOException {
    prepare(phase);
    world.faults().clear();
    AtomicBoolean first = new AtomicBoolean(true);
    world
        .faults()
        .on(phase.action)
        .number(phase.number)
        .where(moment -> first.getAndSet(false))
        .then(Fault.first(() -> child.join().signal("KILL")));
    assertEquals(137, deploy().status());
    List<String> orphans = objects();
    assertTrue(orphans.size() <= 1, orphans::toString);
    assertConverges();
    assertEquals(orphans, objects());
  }

  private static void assertLeavesInTime(ChildDeploy deploy) {
    Duration leaving = deploy.leaving();
    assertTrue(
        leaving.compareTo(PROMISED) <= 0, () -> "left after " + leaving + "\n" + deploy.output());
  }

  /** Compares the report with the console, and proves the successes. */
  private Map<Kind, Integer> outcomes(String said) throws IOException {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    JsonNode report = new ObjectMapper().readTree(reports.resolve("deploy-report.json").toFile());
    assertEquals(FUNCTIONS, report.path("functions").size());
    for (JsonNode function : report.path("functions")) {
      String name = function.path("functionName").asText();
      Kind kind = Kind.valueOf(function.path("outcome").asText());
      counts.merge(kind, 1, Integer::sum);
      String word = kind.name().toLowerCase(Locale.ROOT);
      assertEquals(
          1, said.lines().filter(line -> line.matches(name + " +" + word + " .*")).count(), said);
      if (kind.isSuccess()) {
        assertEquals(
            code.codeSha256(),
            world
                .somebodyElse()
                .getFunction(r -> r.functionName(name))
                .configuration()
                .codeSha256());
      }
    }
    return counts;
  }

  private void assertNamed(String said) {
    List<String> objects = objects();
    assertEquals(1, objects.size());
    assertTrue(said.contains("WARN " + objects.get(0) + " stays."), said);
  }

  private List<String> objects() {
    return world.aws.s3().listObjectsV2(r -> r.bucket("acme-code")).contents().stream()
        .map(S3Object::key)
        .map("s3://acme-code/"::concat)
        .toList();
  }

  /** The same command finishes the deploy. */
  private void assertConverges() {
    world.faults().clear();
    world.changes().clear();
    world.deploy(world.request(DeployWorld.specs(FUNCTIONS), code, bucket)).check();
  }
}
