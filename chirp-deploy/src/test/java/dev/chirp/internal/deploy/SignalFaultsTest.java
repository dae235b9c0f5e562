package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Service;
import dev.chirp.testkit.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Rows 9, 30 and 31: a signal stops a deploy of many functions while some are being changed. */
@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no such signals")
class SignalFaultsTest {
  private static final int FUNCTIONS = 40;
  private static final int AT_ONCE = 8;
  private static final int KILLED = 128 + 9;
  private static final int CTRL_C = 128 + 2;
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path directory;
  private DeployWorld world;
  private final CountDownLatch begun = new CountDownLatch(AT_ONCE);
  private final CountDownLatch goesOn = new CountDownLatch(1);

  /** Synchronizes this test with the calls in flight in the sandbox. */
  private final Phaser heldUp = new Phaser(1);

  @BeforeEach
  void start() {
    world = new DeployWorld(directory.resolve("world"));
    world.makeBucket();
    assertTrue(world.deploy(FUNCTIONS, "one").isSuccess());
    world.faults().forget();
  }

  @AfterEach
  void stop() {
    goesOn.countDown();
    heldUp.arriveAndAwaitAdvance();
    world.close();
  }

  /** Starts a deploy whose first changes are held up at the same time. */
  private ChildDeploy startHeldUp() throws IOException, InterruptedException {
    return startHeldUp(FUNCTIONS, Optional.empty());
  }

  private ChildDeploy startHeldUp(int functions, Optional<String> alias)
      throws IOException, InterruptedException {
    world.faults().on("lambda:UpdateFunctionCode").then(this::holdUp);
    ChildDeploy child =
        ChildDeploy.start(world, functions, world.zip("two"), directory.resolve("reports"), alias);
    begun.await();
    return child;
  }

  private Response holdUp(Call call, Service service) throws IOException, InterruptedException {
    heldUp.register();
    try {
      begun.countDown();
      goesOn.await();
      return service.answer(call);
    } finally {
      heldUp.arriveAndDeregister();
    }
  }

  /** Counts the functions with each outcome. */
  private static Map<String, Integer> outcomes(JsonNode report) {
    Map<String, Integer> outcomes = new TreeMap<>();
    report
        .path("functions")
        .forEach(function -> outcomes.merge(function.path("outcome").asText(), 1, Integer::sum));
    return outcomes;
  }

  /**
   * Counts the functions that sent a call: ten a second start, and the others send nothing after
   * the signal.
   */
  private int sent() {
    return (int) world.count("lambda:UpdateFunctionCode");
  }

  private List<String> objects() {
    return world.aws.s3().listObjectsV2(r -> r.bucket("acme-code")).contents().stream()
        .map(S3Object::key)
        .toList();
  }

  @Row(9)
  @Test
  void row9NextRunSucceedsAfterAKilledOne() throws Exception {
    try (ChildDeploy child = startHeldUp()) {
      child.signal("KILL");
      assertEquals(KILLED, child.status());
    }
    List<String> orphans = objects();
    assertEquals(1, orphans.size());
    goesOn.countDown();
    world.faults().clear();
    assertTrue(world.deployThroughBucket(FUNCTIONS, "three").isSuccess());
    assertEquals(orphans, objects(), "each run has an object of its own");
    assertEquals(1, world.count("s3:PutObject"));
  }

  @Row(30)
  @Test
  void row30CtrlCFinishesCallsInFlightAndStartsNoMore() throws Exception {
    try (ChildDeploy child = startHeldUp()) {
      child.signal("INT");
      child.awaitLine("Stopping: calls in flight get 7 s to finish.");
      goesOn.countDown();
      assertEquals(CTRL_C, child.status());
      JsonNode report = new ObjectMapper().readTree(child.report());
      assertEquals(Map.of("UPDATED", sent(), "SKIPPED", FUNCTIONS - sent()), outcomes(report));
      assertEquals(0, report.path("leftovers").size());
      assertTable(child, FUNCTIONS, sent() + " updated, " + (FUNCTIONS - sent()) + " skipped");
    }
    assertEquals(List.of(), objects());
  }

  /** Checks the whole table and the summary after it. */
  private static void assertTable(ChildDeploy child, int functions, String counts) {
    List<String> lines = child.lines();
    long rows = lines.stream().filter(line -> line.matches("chirp_f\\d+ +[a-z]+ +\\d.*")).count();
    assertEquals(functions, rows, lines::toString);
    assertTrue(lines.contains(functions + " functions: " + counts), lines::toString);
  }

  @Row(30)
  @Test
  void row30NothingIsReleasedAfterCtrlC() throws Exception {
    try (ChildDeploy child = startHeldUp(AT_ONCE, Optional.of("live"))) {
      child.signal("INT");
      child.awaitLine("Stopping: calls in flight get");
      goesOn.countDown();
      assertEquals(CTRL_C, child.status());
      JsonNode report = new ObjectMapper().readTree(child.report());
      assertEquals(Map.of("SKIPPED", AT_ONCE), outcomes(report));
      JsonNode released = report.path("functions").path(0).path("release");
      assertEquals("SKIPPED", released.path("outcome").asText());
      assertEquals(
          "not tried, because of Ctrl-C or another signal to stop",
          released.path("reason").asText());
      assertTable(child, AT_ONCE, "8 skipped");
    }
    assertEquals(AT_ONCE, sent());
    assertEquals(0, world.count("lambda:PublishVersion"));
    assertEquals(0, world.count("lambda:CreateFunctionUrlConfig"));
  }

  @Row(30)
  @Test
  void row30UnfinishedFunctionsAreReportedAndTheirZipStays() throws Exception {
    try (ChildDeploy child = startHeldUp()) {
      child.signal("TERM"); // like a build server whose time limit is reached
      assertEquals(TERMINATED, child.status());
      assertUnknownAndKept(child);
      for (JsonNode function : new ObjectMapper().readTree(child.report()).path("functions")) {
        boolean isUnknown = function.path("outcome").asText().equals("UNKNOWN");
        assertEquals(
            isUnknown, function.path("durationMillis").asLong() > 5_000, function::toString);
      }
    }
  }

  @Row(31)
  @Test
  void row31SecondCtrlCEndsTheRunAndNamesLeftovers() throws Exception {
    try (ChildDeploy child = startHeldUp()) {
      child.signal("INT");
      child.awaitLine("Stopping: calls in flight get");
      child.signal("INT");
      child.awaitLine("Ctrl-C: the run ends now.");
      assertEquals(CTRL_C, child.status());
      assertUnknownAndKept(child);
    }
  }

  private void assertUnknownAndKept(ChildDeploy child) throws IOException {
    JsonNode report = new ObjectMapper().readTree(child.report());
    assertEquals(Map.of("UNKNOWN", sent(), "SKIPPED", FUNCTIONS - sent()), outcomes(report));
    List<String> kept = objects();
    assertEquals(1, kept.size());
    String left = "s3://acme-code/" + kept.get(0);
    assertEquals(left, report.path("leftovers").path(0).asText());
    List<String> lines = child.lines();
    assertTrue(lines.contains("WARN " + left + " stays."), lines::toString);
    String summary =
        "%d functions: %d unknown, %d skipped".formatted(FUNCTIONS, sent(), FUNCTIONS - sent());
    assertTrue(lines.contains(summary), lines::toString);
  }
}
