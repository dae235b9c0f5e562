package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsSettings;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.testkit.Row;
import dev.chirp.testkit.TrustPolicies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes that are found before anything is written. */
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
  void missingBucketSuggestsTheCommandThatCreatesIt() throws IOException {
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
  void bucketInAnotherRegionNamesBothRegions() throws IOException {
    AwsSettings settings = AwsSettings.ofSandbox(world.sandbox.address(), Optional.of("us-east-1"));
    try (Aws virginia = Aws.connect(settings)) {
      virginia.s3().createBucket(r -> r.bucket("acme-us"));
    }
    ChirpException failure = refused(Optional.of("acme-us"), "chirp-prod");
    assertTrue(
        failure.problem().contains("is in us-east-1, but the functions go to eu-west-1"),
        failure::problem);
  }

  @Row(3)
  @Test
  void bucketOfAnotherAccountIsRefused() throws IOException {
    world.faults().on("s3:ListBucket").then(Fault.refused(403, "AccessDenied", "Access Denied"));
    ChirpException failure = refused(Optional.of("acme-theirs"), "chirp-prod");
    assertTrue(
        failure.problem().contains("does not belong to account 000000000000"), failure::problem);
  }

  @Test
  void missingRoleSuggestsTheGoalThatCreatesIt() throws IOException {
    ChirpException failure = refused(Optional.empty(), "chirp-none");
    assertEquals(
        "Role 'chirp-none' (from chirp.roleName) does not exist in account 000000000000. Nothing was changed.",
        failure.problem());
    assertEquals(
        "mvn chirp:setup-iam -Dchirp.sandbox -Dchirp.region=eu-west-1 -Dchirp.roleName=chirp-none",
        failure.suggestion());
  }

  @Row(4)
  @Test
  void largeZipIsRefusedWithoutABucket() {
    assertDoesNotThrow(() -> direct(52_428_800));
    ChirpException failure = assertThrows(ChirpException.class, () -> direct(60_000_000));
    assertEquals(
        "'api.zip' has 60,000,000 bytes; without a bucket Lambda accepts up to 50 MB (52,428,800 bytes).",
        failure.problem());
    assertTrue(failure.suggestion().contains("-Dchirp.bucket="), failure::suggestion);
  }

  private DeployRequest direct(long size) {
    return world.request(DeployWorld.specs(1), new CodePackage(Path.of("api.zip"), "", size, size));
  }

  @Test
  void roleThatTrustsASimilarNameOrDeniesLambdaIsRefused() throws IOException {
    Map<String, String> trusts =
        Map.of(
            "for-edge", TrustPolicies.LAMBDA.replace("lambda.amazonaws", "edgelambda.amazonaws"),
            "for-nobody", TrustPolicies.LAMBDA.replace("Allow", "Deny"));
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
  void roleThatDoesNotTrustLambdaIsRefused() throws IOException {
    world
        .aws
        .iam()
        .createRole(
            r ->
                r.roleName("for-ec2")
                    .assumeRolePolicyDocument(
                        TrustPolicies.LAMBDA.replace("lambda.amazonaws", "ec2.amazonaws")));
    ChirpException failure = refused(Optional.empty(), "for-ec2");
    assertTrue(failure.problem().contains("does not trust Lambda"), failure::problem);
  }

  private DeployPlan plannedWith(String roleArn) throws IOException {
    return world.plan(
        new DeployRequest(
            DeployWorld.specs(1),
            world.zip("one"),
            new Ownership("acme:api"),
            new ExecutionRole(Optional.of(roleArn), "chirp-prod", "/"),
            Optional.empty(),
            false,
            false,
            OptionalInt.empty()));
  }

  private String refusedWith(String roleArn) {
    return assertThrows(ChirpException.class, () -> plannedWith(roleArn)).getMessage();
  }

  @Test
  void arnOfAMissingRoleIsRefused() {
    assertEquals(
        """
        Role 'arn:aws:iam::000000000000:role/lambda-api' (from chirp.roleArn) does not exist. Nothing was changed.
        Try: aws iam list-roles --query 'Roles[].Arn', and one of these as -Dchirp.roleArn""",
        refusedWith("arn:aws:iam::000000000000:role/lambda-api"));
  }

  @Test
  void arnWithTheWrongPathSuggestsTheRightOne() {
    make("lambda-api", "/teams/api/", TrustPolicies.LAMBDA);
    assertEquals(
        """
        Role 'arn:aws:iam::000000000000:role/lambda-api' (from chirp.roleArn) does not exist: the role of that name has another path. Nothing was changed.
        Try: -Dchirp.roleArn=arn:aws:iam::000000000000:role/teams/api/lambda-api""",
        refusedWith("arn:aws:iam::000000000000:role/lambda-api"));
  }

  @Test
  void arnOfARoleThatDoesNotTrustLambdaIsRefused() {
    make("for-ec2", "/", TrustPolicies.LAMBDA.replace("lambda.", "ec2."));
    assertEquals(
        """
        Role 'arn:aws:iam::000000000000:role/for-ec2' (from chirp.roleArn) does not trust Lambda: its trust policy does not let lambda.amazonaws.com assume it. Nothing was changed.
        Try: mvn -q chirp:setup-iam -Dchirp.policy=print, and give its "trust" to the role's owner""",
        refusedWith("arn:aws:iam::000000000000:role/for-ec2"));
  }

  @Test
  void arnOfAnotherAccountIsRefused() {
    assertEquals(
        "Role 'arn:aws:iam::222222222222:role/lambda-api' (from chirp.roleArn) belongs to account 222222222222, but the functions"
            + " go to account 000000000000, and Lambda accepts no role of another account. Nothing was changed.",
        refusedWith("arn:aws:iam::222222222222:role/lambda-api"));
  }

  @Test
  void arnWithAPathIsAccepted() throws IOException {
    make("lambda-api", "/teams/api/", TrustPolicies.LAMBDA);
    assertEquals(
        List.of("chirp_f0  create"),
        plannedWith("arn:aws:iam::000000000000:role/teams/api/lambda-api").lines());
  }

  @ParameterizedTest
  @CsvSource({"403,AccessDenied", "400,Throttling", "500,ServiceFailure"})
  void arnIsAcceptedWhenIamIsDeniedOrUnreachable(int status, String code) throws IOException {
    world.faults().on("iam:GetRole").then(Fault.refused(status, code, "scripted"));
    String arn = "arn:aws:iam::000000000000:role/lambda-api";
    assertEquals(arn, plannedWith(arn).functions().get(0).spec().roleArn());
    assertTrue(
        world.said.contain(
            "DEBUG Role '" + arn + "' was not looked up\ndev.chirp.internal.core.ChirpException: "),
        world.said.lines::toString);
  }

  @Test
  void expiredCredentialsAreReportedWithAnArnToo() {
    world
        .faults()
        .on("iam:GetRole")
        .then(Fault.refused(403, "ExpiredToken", "The security token has expired"));
    String message = refusedWith("arn:aws:iam::000000000000:role/lambda-api");
    assertTrue(message.startsWith("The AWS credentials have expired"), message);
  }

  @Test
  void conditionalDenyIsLeftToIam() throws IOException {
    String denial =
        ",{\"Effect\":\"Deny\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},\"Action\":\"sts:AssumeRole\","
            + "\"Condition\":{\"StringNotEquals\":{\"aws:SourceAccount\":\"000000000000\"}}}]}";
    make("guarded", "/", TrustPolicies.LAMBDA.replace("]}", denial));
    assertEquals(
        List.of("chirp_f0  create"), plannedWith("arn:aws:iam::000000000000:role/guarded").lines());
  }

  private void make(String role, String path, String trust) {
    world.aws.iam().createRole(r -> r.roleName(role).path(path).assumeRolePolicyDocument(trust));
  }

  @Test
  void unreadableRoleIsAccepted() throws IOException {
    world.faults().on("iam:GetRole").then(Fault.refused(403, "AccessDenied", "not authorized"));
    DeployPlan plan = world.plan(world.request(DeployWorld.specs(1), world.zip("one")));
    assertEquals(
        "arn:aws:iam::000000000000:role/chirp-prod", plan.functions().get(0).spec().roleArn());
    assertEquals(List.of("chirp_f0  create"), plan.lines());
  }

  @Row(4)
  @Test
  void invalidValuesAreNeverSent() {
    assertRefused("which accepts letters", "a b", "acme.F::handleRequest", 512, Map.of());
    assertRefused("at most 64", "f".repeat(65), "acme.F::handleRequest", 512, Map.of());
    assertRefused("128 to 10240 MB", "f", "acme.F::handleRequest", 64, Map.of());
    assertRefused("Lambda sets it itself", "f", "h", 512, Map.of("AWS_REGION", "x"));
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
