package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.fault.Script.Moment;
import dev.chirp.internal.aws.Workers;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.testkit.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows 16 to 23 and 25: existing functions are updated. */
@Tag("slow")
class UpdateFaultsTest {
  private static final Fault BROKEN = Fault.refused(500, "ServiceException", "It broke.");
  private static final Fault EXPIRED =
      Fault.refused(403, "ExpiredTokenException", "The security token has expired");

  @TempDir private Path directory;
  private DeployWorld world;

  @BeforeEach
  void start() {
    world = new DeployWorld(directory);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  /** Deploys this many functions. Faults that are added afterward affect their update. */
  private void deployed(int functions) {
    assertTrue(world.deploy(functions, "one").isSuccess());
    world.faults().forget();
  }

  private static DeployOutcome only(DeployReport report) {
    return report.results().get(0).outcome();
  }

  private Map<String, String> environment() {
    return world
        .somebodyElse()
        .getFunction(r -> r.functionName("chirp_f0"))
        .configuration()
        .environment()
        .variables();
  }

  private void setTheirs() {
    world
        .somebodyElse()
        .updateFunctionConfiguration(
            r -> r.functionName("chirp_f0").environment(e -> e.variables(Map.of("THEIRS", "x"))));
  }

  /** Someone else starts a change of 40 seconds when this deploy makes that call. */
  @Row(16)
  @ParameterizedTest
  @ValueSource(strings = {"lambda:GetFunction", "lambda:UpdateFunctionCode"})
  void row16DeployWaitsForSomeoneElsesChange(String call) {
    deployed(1);
    world
        .changes()
        .on("lambda:UpdateFunctionConfiguration")
        .number(1)
        .then(FaultySandbox.taking(Duration.ofSeconds(40)));
    world.faults().on(call).number(1).then(Fault.first(this::setTheirs));
    DeployReport report = world.deploy(1, "two");
    assertEquals(Kind.UPDATED, only(report).kind());
    assertTrue(world.passed().toSeconds() >= 40, world.passed()::toString);
    assertTrue(world.passed().toSeconds() < 60, world.passed()::toString);
    assertEquals(
        Map.of("THEIRS", "x", "TABLE", "canary-value"),
        environment(),
        "what they changed is kept, and what is this project's is there again");
  }

  @Row(17)
  @Test
  void row17UpdateWithALostResponseIsProvedAndNotRepeated() {
    deployed(1);
    world.faults().on("lambda:UpdateFunctionCode").number(1).then(Fault.droppedAfter());
    DeployReport report = world.deploy(1, "two");
    assertEquals(Kind.UPDATED, only(report).kind());
    assertEquals(1, world.count("lambda:UpdateFunctionCode"));
    assertEquals(1, report.results().get(0).attempts());
    assertEquals(world.zip("two").codeSha256(), report.results().get(0).codeSha256());
  }

  @Row(17)
  @Test
  void row17UpdateThatNeverArrivedIsRepeated() {
    deployed(1);
    world.faults().on("lambda:UpdateFunctionCode").number(1).then(Fault.droppedBefore());
    assertEquals(Kind.UPDATED, only(world.deploy(1, "two")).kind());
    assertEquals(2, world.count("lambda:UpdateFunctionCode"));
  }

  @Row(17)
  @Test
  void row17UpdateWithoutAResponseIsUnknown() {
    deployed(1);
    world.faults().on("lambda:UpdateFunctionCode").then(BROKEN);
    DeployOutcome outcome = only(world.deploy(1, "two"));
    assertEquals(Kind.UNKNOWN, outcome.kind());
    assertTrue(outcome.reason().contains("It broke."), outcome::reason);
    assertEquals(3, world.count("lambda:UpdateFunctionCode"));
  }

  @Row(18)
  @Test
  void row18FailedUpdateIsReportedWithLambdasReason() {
    deployed(1);
    world
        .changes()
        .on("lambda:UpdateFunctionCode")
        .number(1)
        .then(FaultySandbox.failing("InternalError", "It broke.", Duration.ofSeconds(2)));
    DeployReport report = world.deploy(1, "two");
    assertEquals(Kind.FAILED, only(report).kind());
    assertEquals(
        "Lambda could not update it (InternalError: It broke.); the previous code still runs",
        only(report).reason());
    assertEquals("mvn chirp:deploy again, once the cause is fixed", only(report).hint());
    assertThrows(ChirpException.class, report::check);
    assertEquals(Kind.UPDATED, only(world.deploy(1, "two")).kind());
    assertEquals(Kind.UNCHANGED, only(world.deploy(1, "two")).kind());
  }

  @Row(19)
  @Test
  void row19EndlessUpdateIsUnknownAndKeepsTheUpload() {
    world.makeBucket();
    deployed(1);
    world
        .changes()
        .on("lambda:UpdateFunctionCode")
        .then(FaultySandbox.taking(FaultySandbox.FOR_EVER));
    Instant start = world.time().now();
    DeployReport report = world.deployThroughBucket(1, "two");
    assertEquals(Kind.UNKNOWN, only(report).kind());
    assertEquals(
        "after 5 minutes still State Active, LastUpdateStatus InProgress", only(report).reason());
    assertEquals(
        Duration.ofMinutes(5),
        Duration.between(start, world.time().now()).truncatedTo(ChronoUnit.SECONDS));
    assertEquals(0, world.count("s3:DeleteObject"));
    assertEquals(1, report.leftovers().size());
    assertTrue(report.leftovers().get(0).startsWith("s3://acme-code/chirp/acme.api/"));
    assertTrue(
        world.said.contain(
            "WARN " + report.leftovers().get(0) + " stays, because Lambda may still read it."));
    assertThrows(ChirpException.class, report::check);
  }

  @Row(20)
  @Test
  void row20FiftyFunctionsAreUpdatedDespiteThrottling() {
    deployed(50);
    world.changes().on("lambda:*").then(FaultySandbox.taking(Duration.ofSeconds(2)));
    updated("two");
    world
        .faults()
        .on("lambda:*")
        .chance(20, 0.6)
        .then(Fault.refused(429, "TooManyRequestsException", "Rate exceeded"));
    Update update = updated("three");
    // A refused call also counts toward the ten calls a second.
    Duration least = Duration.ofSeconds(update.calls() / 10 + 2);
    assertTrue(
        update.took().compareTo(least.multipliedBy(2)) <= 0,
        () -> update + ", and the limit allows " + least);
  }

  /**
   * The effort for an update of all functions.
   *
   * @param calls to Lambda other than GetFunction
   */
  private record Update(Duration took, int calls) {}

  /** Updates all functions, and checks that no second had more than ten calls. */
  private Update updated(String content) {
    world.faults().forget();
    Instant start = world.time().now();
    DeployReport report = world.deploy(50, content);
    assertEquals(Collections.nCopies(50, Kind.UPDATED), DeployWorld.kinds(report));
    List<Instant> calls =
        world.faults().past().stream()
            .filter(call -> call.action().startsWith("lambda:"))
            .filter(call -> !call.action().equals("lambda:GetFunction"))
            .map(Moment::at)
            .sorted()
            .toList();
    assertTrue(calls.size() >= 50);
    for (int i = 10; i < calls.size(); i++) {
      Duration between = Duration.between(calls.get(i - 10), calls.get(i));
      assertTrue(between.compareTo(Duration.ofSeconds(1)) >= 0, between::toString);
    }
    return new Update(Duration.between(start, world.time().now()), calls.size());
  }

  @Test
  void lambdasOwnQuotasAreKept() {
    world.sandbox.throttle();
    world.changes().on("lambda:*").then(FaultySandbox.taking(Duration.ofSeconds(2)));
    assertTrue(world.deploy(50, "one").isSuccess());
    assertTrue(world.passed().toSeconds() <= 30, world.passed()::toString);
  }

  @Row(21)
  @Test
  void row21ManyErrorsEndTheRunWithinAMinute() {
    deployed(20);
    Instant start = world.time().now();
    world.faults().on("lambda:UpdateFunctionCode").then(BROKEN);
    world
        .faults()
        .on("lambda:GetFunction")
        .when(() -> world.count("lambda:UpdateFunctionCode") > 0)
        .then(BROKEN);
    DeployReport report = world.deploy(20, "two");
    Duration took = Duration.between(start, world.time().now());
    assertTrue(took.compareTo(Duration.ofSeconds(60)) <= 0, took::toString);
    assertFalse(report.isSuccess());
    assertTrue(only(report).reason().contains("It broke. (ServiceException"), only(report)::reason);
    ChirpException failure = assertThrows(ChirpException.class, report::check);
    assertTrue(failure.problem().startsWith("20 of 20 functions are not deployed:"));
    assertTrue(world.faults().past().size() < 200, () -> world.faults().past().size() + " calls");

    world.faults().clear();
    assertTrue(world.deploy(20, "two").isSuccess());
  }

  @Row(22)
  @Test
  void row22DeniedFunctionDoesNotStopTheOthers() {
    deployed(5);
    world
        .faults()
        .on("lambda:UpdateFunctionCode")
        .of("chirp_f2")
        .then(Fault.refused(403, "AccessDeniedException", "not authorized"));
    DeployReport report = world.deploy(5, "two");
    assertEquals(
        List.of(Kind.UPDATED, Kind.UPDATED, Kind.FAILED, Kind.UPDATED, Kind.UPDATED),
        DeployWorld.kinds(report));
    ChirpException failure = assertThrows(ChirpException.class, report::check);
    assertTrue(
        failure.problem().startsWith("1 of 5 functions are not deployed:\n  chirp_f2: failed"));
    assertTrue(failure.problem().contains("lambda:UpdateFunctionCode"), failure::problem);
  }

  @Row(23)
  @Test
  void row23ExpiredCredentialsStopTheRest() {
    deployed(60);
    world
        .faults()
        .on("lambda:*")
        .where(call -> world.count("lambda:UpdateFunctionCode") > 4)
        .then(EXPIRED);
    world.changes().on("lambda:*").then(FaultySandbox.taking(Duration.ofSeconds(2)));
    DeployReport report = world.deploy(60, "two");
    List<Kind> kinds = DeployWorld.kinds(report);
    assertTrue(kinds.contains(Kind.SKIPPED), kinds::toString);
    assertTrue(
        kinds.stream().allMatch(kind -> kind != Kind.UPDATED && kind != Kind.UNCHANGED),
        kinds::toString);
    List<Moment> calls = world.faults().past();
    int refused = calls.size() - calls.indexOf(firstRefused());
    assertTrue(refused <= 2 * Workers.THREADS, () -> refused + " calls with expired credentials");
    assertTrue(
        report.results().stream()
            .filter(result -> result.outcome().kind() == Kind.SKIPPED)
            .allMatch(
                result ->
                    result
                        .outcome()
                        .reason()
                        .equals("not tried, because of expired or missing credentials")),
        kinds::toString);
    ChirpException failure = assertThrows(ChirpException.class, report::check);
    assertTrue(failure.problem().contains("The AWS credentials have expired"), failure::problem);
  }

  private Moment firstRefused() {
    return world.faults().past().stream()
        .filter(call -> call.action().equals("lambda:UpdateFunctionCode"))
        .skip(4)
        .findFirst()
        .orElseThrow();
  }

  @Row(23)
  @Test
  void row23CredentialsExpiredAfterAWriteLeaveItUnknown() {
    deployed(1);
    world
        .faults()
        .on("lambda:GetFunction")
        .when(() -> world.count("lambda:UpdateFunctionCode") > 0)
        .then(EXPIRED);
    assertEquals(Kind.UNKNOWN, only(world.deploy(1, "two")).kind());
  }

  @Row(25)
  @ParameterizedTest
  @ValueSource(strings = {"Inactive", "Active"})
  void row25InactiveFunctionOrOneWithoutUpdateStatusIsUpdated(String state) {
    deployed(1);
    world
        .faults()
        .on("lambda:GetFunction")
        .then(Fault.configuration(is -> is.put("State", state).remove("LastUpdateStatus")));
    assertEquals(Kind.UNCHANGED, only(world.deploy(1, "one")).kind());
    assertEquals(Kind.UPDATED, only(world.deploy(1, "two")).kind());
  }
}
