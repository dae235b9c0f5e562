package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.internal.pack.CodePackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Failures that a deploy reports in one sentence, or continues after, are in the debug log with
 * their traces.
 */
class DeployFailureLogTest {
  private static final Fault DENIED = Fault.refused(403, "AccessDeniedException", "no");
  private static final Fault CONFLICT = Fault.refused(409, "ResourceConflictException", "busy");

  @TempDir private Path directory;
  private DeployWorld world;

  @BeforeEach
  void begin() {
    world = new DeployWorld(directory);
  }

  @AfterEach
  void end() {
    world.close();
  }

  private void assertLogged(String about, String thrown) {
    List<String> traces =
        world.said.traces().stream()
            .filter(trace -> trace.startsWith("DEBUG " + about) && trace.contains(thrown))
            .toList();
    assertEquals(1, traces.size(), () -> about + ", " + thrown + ": " + world.said.lines);
  }

  @Test
  void bugInChirpIsLoggedOnce() {
    world.deploy(1, "one");
    world.faults().on("lambda:UpdateFunctionCode").number(1).then(CONFLICT);
    world.said.breakOn("is busy; waiting", () -> new NullPointerException("planted"));
    DeployReport report = world.deploy(1, "two");
    assertEquals(List.of(Kind.UNKNOWN), DeployWorld.kinds(report));
    assertLogged("chirp_f0: Chirp itself failed", "java.lang.NullPointerException: planted");
  }

  @Test
  void outOfMemoryErrorIsLogged() {
    world.deploy(1, "one");
    world.faults().on("lambda:UpdateFunctionCode").number(1).then(CONFLICT);
    world.said.breakOn("is busy; waiting");
    assertEquals(List.of(Kind.UNKNOWN), DeployWorld.kinds(world.deploy(1, "two")));
    assertLogged("chirp_f0: Chirp itself failed", "java.lang.OutOfMemoryError: Java heap space");
  }

  @Test
  void refusedFunctionIsLogged() {
    world.faults().on("lambda:CreateFunction").then(DENIED);
    assertEquals(List.of(Kind.FAILED), DeployWorld.kinds(world.deploy(1, "one")));
    assertLogged("chirp_f0: not deployed", "LambdaException: no");
  }

  @Test
  void failedReadAfterAChangeIsLogged() {
    world.deploy(1, "one");
    world
        .faults()
        .on("lambda:UpdateFunctionCode")
        .then(Fault.first(() -> world.faults().on("lambda:GetFunction").then(DENIED)));
    assertEquals(List.of(Kind.UNKNOWN), DeployWorld.kinds(world.deploy(1, "two")));
    assertLogged("chirp_f0: not read", "LambdaException: no");
  }

  @Test
  void lostResponseIsLogged() {
    world.faults().on("lambda:CreateFunction").number(1).then(Fault.droppedAfter());
    assertEquals(List.of(Kind.CREATED), DeployWorld.kinds(world.deploy(1, "one")));
    assertLogged("chirp_f0: not created, or the response was lost", "SdkClientException");
  }

  @Test
  void lostResponseAndFailedReadAreLogged() {
    world.deploy(1, "one");
    world
        .faults()
        .on("lambda:UpdateFunctionCode")
        .then(
            (call, service) -> {
              world.faults().on("lambda:GetFunction").then(DENIED);
              return Fault.droppedAfter().answer(call, service);
            });
    assertEquals(List.of(Kind.UNKNOWN), DeployWorld.kinds(world.deploy(1, "two")));
    assertLogged("chirp_f0: not changed, or the response was lost", "SdkClientException");
    assertLogged("chirp_f0: not read", "LambdaException: no");
  }

  @Test
  void unreadableRoleIsLogged() {
    world.faults().on("iam:GetRole").then(Fault.refused(403, "AccessDenied", "no"));
    world.plan(world.request(DeployWorld.specs(1), world.zip("one")));
    assertLogged("These credentials may not read role 'chirp-prod'", "IamException: no");
  }

  @Test
  void unreadableRoleArnIsLogged() {
    world.faults().on("iam:GetRole").then(Fault.refused(403, "AccessDenied", "no"));
    String arn = "arn:aws:iam::000000000000:role/lambda-api";
    new GivenRole(arn).check(world.aws, world.said);
    assertLogged("Role '" + arn + "' was not looked up", "IamException: no");
  }

  @Test
  void missingRoleKeepsIamsResponse() {
    for (ExecutionRole missing :
        List.of(
            new ExecutionRole(Optional.empty(), "nobody", "/"),
            new ExecutionRole(
                Optional.of("arn:aws:iam::000000000000:role/nobody"), "chirp-prod", "/"))) {
      ChirpException failure =
          assertThrows(ChirpException.class, () -> missing.find(world.aws, world.said));
      assertTrue(failure.problem().contains("nobody' (from chirp.role"), failure::problem);
      assertTrue(String.valueOf(failure.getCause()).contains("iam:GetRole"), failure::toString);
    }
  }

  @Test
  void failedRemovalIsLogged() {
    world.deploy(1, "one");
    world.faults().on("lambda:DeleteFunction").then(DENIED);
    Undeployment undeployment = new Undeployment(world.aws, new Ownership("acme:api"), world.said);
    UndeployPlan plan = undeployment.plan("chirp_", Optional.empty());
    try (StartGate gate = StartGate.begin(world.said)) {
      assertThrows(ChirpException.class, () -> undeployment.apply(plan, gate));
    }
    assertLogged("AWS refused lambda:DeleteFunction", "LambdaException: no");
  }

  @Test
  void failedUploadAndCleanupAreLogged() {
    world.makeBucket();
    world.faults().on("s3:PutObject").number(1).then(DENIED);
    world.deployThroughBucket(1, "one");
    assertLogged("The zip was not uploaded to s3://acme-code/", "S3Exception");
    world.faults().clear();
    world.faults().on("s3:DeleteObject").then(DENIED);
    world.deployThroughBucket(1, "two");
    assertLogged("s3://acme-code/", "stays");
  }

  @Test
  void failedLogGroupIsLogged() {
    world.faults().on("logs:CreateLogGroup").then(DENIED);
    CodePackage code = world.zip("one");
    DeployRequest request = world.request(DeployWorld.specs(1), code);
    DeployReport report =
        world.deploy(
            new DeployRequest(
                request.functions(),
                code,
                request.ownership(),
                request.role(),
                Optional.empty(),
                false,
                false,
                OptionalInt.of(7)));
    assertEquals(List.of(Kind.CREATED), DeployWorld.kinds(report));
    assertLogged(
        "AWS refused logs:CreateLogGroup", "cloudwatchlogs.model.AccessDeniedException: no");
  }

  @Test
  void deniedListIsLogged() {
    world.faults().on("lambda:ListFunctions").then(DENIED);
    new DriftReport(world.aws, world.request(DeployWorld.specs(1), world.zip("one")), world.said)
        .lines("chirp_");
    assertLogged("AWS refused lambda:ListFunctions", "LambdaException: no");
  }

  @Test
  void unwritableReportIsLogged() throws Exception {
    Path taken = Files.writeString(directory.resolve("report"), "a file");
    CurrentReport current = CurrentReport.into(taken, world.said);
    current.add(world.deploy(1, "one"));
    assertTrue(
        world.said.traces().stream()
            .anyMatch(
                trace ->
                    trace.contains("FileSystemException")
                        || trace.contains("FileAlreadyExistsException")),
        world.said.lines::toString);
  }
}
