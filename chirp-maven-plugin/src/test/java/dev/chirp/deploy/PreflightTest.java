package dev.chirp.deploy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsSettings;
import dev.chirp.core.ChirpException;
import dev.chirp.core.CodePackage;
import dev.chirp.core.Ownership;
import dev.chirp.fault.Fault;
import dev.chirp.fault.Row;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out before anything is written. */
class PreflightTest {
  @TempDir private Path directory;
  private DeployWorld world;

  @BeforeEach
  void start() {
    world = new DeployWorld(directory);
  }

  @AfterEach
  void stop() {
    assertEquals(List.of(), world.writes().stream().filter(w -> w.startsWith("lambda")).toList());
    world.close();
  }

  private ChirpException refused(Optional<String> bucket, String roleName) throws IOException {
    DeployRequest request =
        new DeployRequest(
            DeployWorld.specs(1),
            world.zip("one"),
            new Ownership("acme:api"),
            new ExecutionRole(Optional.empty(), roleName, "/"),
            bucket,
            false,
            false,
            OptionalInt.empty());
    return assertThrows(ChirpException.class, () -> world.deploy(request));
  }

  @Row(3)
  @Test
  void aMissingBucketNamesTheCommandThatMakesIt() throws IOException {
    ChirpException failure = refused(Optional.of("acme-none"), "chirp-prod");
    assertEquals(
        "Bucket 'acme-none' (from chirp.bucket) does not exist. Nothing was changed.",
        failure.problem());
    assertEquals(
        "mvn chirp:sandbox, and with what it prints: aws s3 mb s3://acme-none",
        failure.suggestion());
  }

  @Row(3)
  @Test
  void aBucketElsewhereNamesBothRegions() throws IOException {
    URI endpoint = world.aws.settings().endpointUrl().orElseThrow();
    AwsSettings settings = AwsSettings.ofSandbox(endpoint, Optional.of("us-east-1"));
    try (Aws virginia = Aws.connect(settings)) {
      virginia.s3().createBucket(r -> r.bucket("acme-us"));
    }
    ChirpException failure = refused(Optional.of("acme-us"), "chirp-prod");
    assertTrue(
        failure.problem().contains("is in us-east-1, but the functions are to be in eu-west-1"),
        failure::problem);
  }

  @Row(3)
  @Test
  void aBucketThatIsNotOursIsRefused() throws IOException {
    world.faults().on("s3:ListBucket").then(Fault.refused(403, "AccessDenied", "Access Denied"));
    ChirpException failure = refused(Optional.of("acme-theirs"), "chirp-prod");
    assertTrue(failure.problem().contains("is not account 000000000000's"), failure::problem);
  }

  @Test
  void aMissingRoleNamesTheGoalThatMakesIt() throws IOException {
    ChirpException failure = refused(Optional.empty(), "chirp-none");
    assertEquals(
        "Role 'chirp-none' (from chirp.roleName) does not exist in account 000000000000. Nothing was changed.",
        failure.problem());
    assertEquals(
        "mvn chirp:setup-iam -Dchirp.sandbox -Dchirp.region=eu-west-1", failure.suggestion());
  }

  @Row(4)
  @Test
  void aZipThatNeedsABucketIsRefusedWithoutOne() {
    assertDoesNotThrow(() -> direct(52_428_800));
    ChirpException failure = assertThrows(ChirpException.class, () -> direct(60_000_000));
    assertEquals(
        "'api.zip' has 60,000,000 bytes; without a bucket Lambda takes up to 50 MB (52,428,800 bytes).",
        failure.problem());
    assertTrue(failure.suggestion().contains("-Dchirp.bucket="), failure::suggestion);
  }

  private DeployRequest direct(long size) {
    return world.request(DeployWorld.specs(1), new CodePackage(Path.of("api.zip"), "", size, size));
  }

  @Test
  void aRoleThatTrustsALikeNameOrDeniesLambdaIsRefused() throws IOException {
    Map<String, String> trusts =
        Map.of(
            "for-edge", DeployWorld.TRUST.replace("lambda.amazonaws", "edgelambda.amazonaws"),
            "for-nobody", DeployWorld.TRUST.replace("Allow", "Deny"));
    for (Map.Entry<String, String> trust : trusts.entrySet()) {
      world
          .aws
          .iam()
          .createRole(r -> r.roleName(trust.getKey()).assumeRolePolicyDocument(trust.getValue()));
      ChirpException failure = refused(Optional.empty(), trust.getKey());
      assertTrue(failure.problem().contains("does not trust Lambda"), failure::problem);
    }
  }

  @Test
  void aRoleThatDoesNotTrustLambdaIsRefused() throws IOException {
    world
        .aws
        .iam()
        .createRole(
            r ->
                r.roleName("for-ec2")
                    .assumeRolePolicyDocument(
                        DeployWorld.TRUST.replace("lambda.amazonaws", "ec2.amazonaws")));
    ChirpException failure = refused(Optional.empty(), "for-ec2");
    assertTrue(failure.problem().contains("does not trust Lambda"), failure::problem);
  }

  @Test
  void aRoleThatMayNotBeReadIsBelieved() throws IOException {
    world.faults().on("iam:GetRole").then(Fault.refused(403, "AccessDenied", "not authorized"));
    DeployPlan plan = world.plan(world.request(DeployWorld.specs(1), world.zip("one")));
    assertEquals(
        "arn:aws:iam::000000000000:role/chirp-prod", plan.functions().get(0).spec().roleArn());
    assertEquals(List.of("chirp_f0  create"), plan.lines());
  }

  @Row(4)
  @Test
  void valuesThatLambdaRefusesNeverLeaveTheMachine() {
    assertRefused("which accepts letters", "a b", "acme.F::handleRequest", 512, Map.of());
    assertRefused("at most 64", "f".repeat(65), "acme.F::handleRequest", 512, Map.of());
    assertRefused("128 to 10240 MB", "f", "acme.F::handleRequest", 64, Map.of());
    assertRefused("Lambda sets itself", "f", "h", 512, Map.of("AWS_REGION", "x"));
    assertRefused("'1ST'", "f", "h", 512, Map.of("1ST", "x"));
    assertRefused("4096", "f", "h", 512, Map.of("BIG", "x".repeat(4094)));
    assertRefused("at most 128", "f", "h".repeat(129), 512, Map.of());
  }

  private static void assertRefused(
      String text, String name, String handler, int memory, Map<String, String> environment) {
    ChirpException failure =
        assertThrows(
            ChirpException.class,
            () ->
                new FunctionSpec(
                    "f",
                    name,
                    handler,
                    "java21",
                    "",
                    memory,
                    9,
                    "x86_64",
                    environment,
                    "",
                    Map.of()));
    assertTrue(failure.problem().contains(text), failure::problem);
  }
}
