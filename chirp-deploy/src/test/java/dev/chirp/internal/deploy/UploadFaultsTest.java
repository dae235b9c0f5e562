package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.testkit.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Rows 6 to 8: the upload of the zip. */
class UploadFaultsTest {
  @TempDir private Path directory;
  private DeployWorld world;
  private Optional<String> bucket;

  /** The objects in the bucket when the first function is created. */
  private final List<byte[]> uploaded = new ArrayList<>();

  @BeforeEach
  void start() {
    world = new DeployWorld(directory);
    bucket = world.makeBucket();
    world.faults().forget();
  }

  @AfterEach
  void stop() {
    world.close();
  }

  /** Two megabytes that cannot be compressed. */
  private CodePackage large() {
    byte[] bytes = new byte[2 << 20];
    new Random(1).nextBytes(bytes);
    return world.zip("large", bytes);
  }

  private DeployReport deploy(CodePackage code) {
    world
        .faults()
        .on("lambda:CreateFunction")
        .number(1)
        .then(Fault.first(() -> objects().forEach(object -> uploaded.add(content(object)))));
    return world.deploy(world.request(DeployWorld.specs(1), code, bucket));
  }

  private List<S3Object> objects() {
    return world.aws.s3().listObjectsV2(r -> r.bucket("acme-code")).contents();
  }

  private byte[] content(S3Object object) {
    return world
        .aws
        .s3()
        .getObjectAsBytes(r -> r.bucket("acme-code").key(object.key()))
        .asByteArray();
  }

  private void assertUploadedOnceAndWhole(CodePackage code, DeployReport report)
      throws IOException {
    assertEquals(List.of(Kind.CREATED), DeployWorld.kinds(report));
    assertEquals(1, uploaded.size());
    assertArrayEquals(Files.readAllBytes(code.file()), uploaded.get(0));
    assertEquals(code.codeSha256(), report.results().get(0).codeSha256());
    assertEquals(List.of(), report.leftovers());
    assertEquals(List.of(), objects());
  }

  @Row(6)
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void row6UploadWithABrokenConnectionIsRepeated(int times) throws IOException {
    world.faults().on("s3:PutObject").first(times).then(Fault.droppedWithin(500_000));
    CodePackage code = large();
    assertUploadedOnceAndWhole(code, deploy(code));
    assertEquals(times + 1, world.count("s3:PutObject"));
  }

  @Row(6)
  @Test
  void row6UploadWithALostResponseIsFoundAndNotRepeated() throws IOException {
    world.faults().on("s3:PutObject").number(1).then(Fault.droppedAfter());
    CodePackage code = large();
    assertUploadedOnceAndWhole(code, deploy(code));
  }

  @Row(7)
  @Test
  void row7UploadWaitsUntilS3AcceptsIt() throws IOException {
    world
        .faults()
        .on("s3:PutObject")
        .first(5)
        .then(Fault.refused(503, "SlowDown", "Please reduce your request rate."));
    CodePackage code = large();
    assertUploadedOnceAndWhole(code, deploy(code));
    assertEquals(6, world.count("s3:PutObject"));
  }

  @Row(8)
  @Test
  void row8DeniedUploadChangesNothingAndNamesTheAction() throws IOException {
    world.faults().on("s3:PutObject").then(Fault.refused(403, "AccessDenied", "Access Denied"));
    DeployReport report = world.deployThroughBucket(2, "one");
    assertEquals(List.of(Kind.FAILED, Kind.FAILED), DeployWorld.kinds(report));
    assertEquals(1, world.count("s3:PutObject"), "a denial is not tried again");
    assertEquals(List.of(), world.writes().stream().filter(w -> w.startsWith("lambda")).toList());
    assertEquals(List.of(), report.leftovers());
    DeployOutcome outcome = report.results().get(0).outcome();
    assertTrue(outcome.reason().startsWith("AWS refused s3:PutObject for object 'chirp/acme.api/"));
    assertEquals(
        "mvn -q chirp:setup-iam -Dchirp.policy=print, and give its \"deployer\" to an administrator",
        outcome.hint());
    ChirpException failure = assertThrows(ChirpException.class, report::check);
    assertTrue(failure.problem().startsWith("2 of 2 functions are not deployed:"));
  }

  @Test
  void noAttemptStartsAfterCtrlC() {
    try (StartGate gate = StartGate.begin(world.said)) {
      world.faults().on("s3:PutObject").then(Fault.droppedAfter().after(() -> gate.stop("Ctrl-C")));
      Deployer deployer =
          new Deployer(
              world.aws, world.request(DeployWorld.specs(1), world.zip("one"), bucket), world.said);
      DeployReport report = deployer.apply(deployer.plan(), world.reported::add, gate);
      assertEquals(List.of(Kind.SKIPPED), DeployWorld.kinds(report));
      assertEquals(
          "not tried, because of Ctrl-C before the zip was in bucket 'acme-code'",
          report.results().get(0).outcome().reason());
      assertEquals(List.of(), report.leftovers());
    }
    assertEquals(1, world.count("s3:PutObject"));
    assertEquals(0, world.count("lambda:CreateFunction"));
    assertEquals(List.of(), objects());
  }

  @Test
  void uploadWithAnUnknownResultIsLookedUpAndNamed() throws IOException {
    Fault broken = Fault.refused(500, "InternalError", "We encountered an internal error.");
    world.faults().on("s3:PutObject").then(broken);
    world.faults().on("s3:GetObject").then(broken);
    DeployReport report = world.deployThroughBucket(1, "one");
    assertEquals(List.of(Kind.FAILED), DeployWorld.kinds(report));
    assertEquals(1, report.leftovers().size());
    assertTrue(report.leftovers().get(0).startsWith("s3://acme-code/chirp/acme.api/"));
  }

  @Test
  void uploadThatLeftNothingIsNotNamed() throws IOException {
    world.faults().on("s3:PutObject").then(Fault.refused(500, "InternalError", "internal error"));
    assertEquals(List.of(), world.deployThroughBucket(1, "one").leftovers());
  }
}
