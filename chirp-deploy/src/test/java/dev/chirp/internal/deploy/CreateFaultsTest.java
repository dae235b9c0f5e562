package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.testkit.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;

/** Rows 10 to 15: a function is created. */
class CreateFaultsTest {
  @TempDir private Path directory;
  private DeployWorld world;

  @BeforeEach
  void start() {
    world = new DeployWorld(directory.resolve("world"));
  }

  @AfterEach
  void stop() {
    world.close();
  }

  private DeployWorld withRoleDelay(Duration delay) {
    world.close();
    world = DeployWorld.withRoleDelay(directory.resolve("slow"), delay);
    return world;
  }

  private static DeployOutcome only(DeployReport report) {
    return report.results().get(0).outcome();
  }

  private long waits() {
    return world.said.lines.stream()
        .filter(line -> line.contains("chirp_f0: Lambda cannot use role 'chirp-prod' yet"))
        .count();
  }

  private String codeOf(String function) {
    return world
        .somebodyElse()
        .getFunction(r -> r.functionName(function))
        .configuration()
        .codeSha256();
  }

  @Row(10)
  @ParameterizedTest
  @ValueSource(ints = {20, 90})
  void row10DeployWaitsForARoleUnknownToLambda(int seconds) throws IOException {
    withRoleDelay(Duration.ofSeconds(seconds));
    DeployReport report = world.deploy(1, "one");
    assertEquals(Kind.CREATED, only(report).kind());
    assertEquals(report.results().get(0).attempts() - 1, waits());
    assertTrue(waits() > 1, world.said.lines::toString);
    assertTrue(world.passed().toSeconds() >= seconds, () -> world.passed().toString());
    assertTrue(world.passed().toSeconds() <= seconds + 13, () -> world.passed().toString());
  }

  @Row(11)
  @Test
  void row11DeployGivesUpOnARoleAfterThreeMinutes() throws IOException {
    withRoleDelay(FaultySandbox.FOR_EVER);
    DeployReport report = world.deploy(1, "one");
    assertEquals(
        "Lambda still cannot assume role 'arn:aws:iam::000000000000:role/chirp-prod' after 180 s: its trust policy may not name lambda.amazonaws.com",
        only(report).reason());
    assertEquals(Kind.FAILED, only(report).kind());
    assertEquals(waits(), world.count("lambda:CreateFunction"));
    assertTrue(world.passed().compareTo(Duration.ofSeconds(181)) < 0, world.passed()::toString);
    ChirpException failure = assertThrows(ChirpException.class, report::check);
    assertEquals("mvn chirp:setup-iam, then mvn chirp:deploy again", failure.suggestion());
  }

  @Row(12)
  @Test
  void row12CreateWithALostResponseIsFound() throws IOException {
    world.faults().on("lambda:CreateFunction").number(1).then(Fault.droppedAfter());
    DeployReport report = world.deploy(1, "one");
    assertEquals(Kind.CREATED, only(report).kind());
    assertEquals(1, world.count("lambda:CreateFunction"));
    assertEquals(codeOf("chirp_f0"), report.results().get(0).codeSha256());
  }

  @Row(12)
  @Test
  void row12CreateWithATruncatedResponseIsFound() throws IOException {
    world.faults().on("lambda:CreateFunction").number(1).then(Fault.cut());
    assertEquals(Kind.CREATED, only(world.deploy(1, "one")).kind());
    assertEquals(1, world.count("lambda:CreateFunction"));
  }

  @Row(12)
  @Test
  void row12CreateThatNeverArrivedIsRepeated() throws IOException {
    world.faults().on("lambda:CreateFunction").number(1).then(Fault.droppedBefore());
    assertEquals(Kind.CREATED, only(world.deploy(1, "one")).kind());
    assertEquals(2, world.count("lambda:CreateFunction"));
  }

  @Test
  void createWithoutAResponseIsUnknownAndKeepsTheUpload() throws IOException {
    world.makeBucket();
    world
        .faults()
        .on("lambda:CreateFunction")
        .then(Fault.refused(500, "ServiceException", "broken"));
    DeployReport report = world.deployThroughBucket(1, "one");
    assertEquals(Kind.UNKNOWN, only(report).kind());
    assertEquals(3, world.count("lambda:CreateFunction"));
    assertEquals(0, world.count("s3:DeleteObject"));
    assertEquals(1, report.leftovers().size());
  }

  /** Someone else creates the function just before this deploy does. */
  private void createdBySomeoneElse(CodePackage code, Ownership owner) {
    world
        .faults()
        .on("lambda:CreateFunction")
        .number(1)
        .then(
            Fault.first(
                () -> {
                  SdkBytes zip = SdkBytes.fromByteArray(Files.readAllBytes(code.file()));
                  world
                      .somebodyElse()
                      .createFunction(
                          r ->
                              r.functionName("chirp_f0")
                                  .runtime("java21")
                                  .handler("acme.Other")
                                  .role("arn:aws:iam::000000000000:role/chirp-prod")
                                  .tags(owner.tags())
                                  .code(c -> c.zipFile(zip)));
                }));
  }

  @Row(13)
  @Test
  void row13FunctionCreatedByAnotherRunIsUpdated() throws IOException {
    createdBySomeoneElse(world.zip("other"), new Ownership("acme:api"));
    DeployReport report = world.deploy(1, "one");
    assertEquals(Kind.UPDATED, only(report).kind());
    assertEquals(world.zip("one").codeSha256(), codeOf("chirp_f0"));
    assertEquals(1, world.count("lambda:CreateFunction"));
    assertEquals(1, world.count("lambda:UpdateFunctionCode"));
  }

  @Row(13)
  @Test
  void row13FunctionCreatedByAnotherProjectIsLeftAlone() throws IOException {
    CodePackage other = world.zip("other");
    createdBySomeoneElse(other, new Ownership("acme:other"));
    DeployReport report = world.deploy(1, "one");
    assertEquals(Kind.FAILED, only(report).kind());
    assertTrue(only(report).reason().startsWith("Someone else has created it"));
    assertEquals(other.codeSha256(), codeOf("chirp_f0"));
  }

  @Row(14)
  @Test
  void row14FailedCreateIsReportedWithLambdasReasonAndARemedy() throws IOException {
    world
        .changes()
        .on("lambda:CreateFunction")
        .of("chirp_f1")
        .then(FaultySandbox.failing("InvalidSubnet", "No such subnet.", Duration.ofSeconds(3)));
    DeployReport report = world.deploy(3, "one");
    assertEquals(List.of(Kind.CREATED, Kind.FAILED, Kind.CREATED), DeployWorld.kinds(report));
    DeployOutcome failed = report.results().get(1).outcome();
    assertEquals("Lambda could not create it (InvalidSubnet: No such subnet.)", failed.reason());
    assertEquals(
        "aws lambda delete-function --function-name chirp_f1, then mvn chirp:deploy",
        failed.hint());
    assertThrows(ChirpException.class, report::check);

    // The next run reports the same, until the user has deleted the function.
    world.changes().clear();
    assertEquals(failed, world.deploy(3, "one").results().get(1).outcome());
    world.somebodyElse().deleteFunction(r -> r.functionName("chirp_f1"));
    assertTrue(world.deploy(3, "one").isSuccess());
  }

  @Row(15)
  @Test
  void row15DeployWaitsForAFunctionToBecomeVisible() throws IOException {
    world.sandbox.hideNewFunctions(Duration.ofSeconds(5));
    DeployReport report = world.deploy(3, "one");
    assertEquals(List.of(Kind.CREATED, Kind.CREATED, Kind.CREATED), DeployWorld.kinds(report));
    assertEquals(3, world.count("lambda:CreateFunction"));
    assertTrue(world.passed().toSeconds() >= 5, world.passed()::toString);
  }
}
