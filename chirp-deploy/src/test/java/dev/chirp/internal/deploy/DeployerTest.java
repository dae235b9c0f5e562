package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.internal.pack.CodePackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionResponse;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

class DeployerTest {
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

  private FunctionConfiguration function(String name) {
    return world.aws.lambda().getFunction(r -> r.functionName(name)).configuration();
  }

  @Test
  void twentyFunctionsAreCreatedAndThenUnchanged() throws IOException {
    DeployRequest request = world.request(DeployWorld.specs(20), world.zip("one"));
    DeployReport first = world.deploy(request);
    assertEquals(Collections.nCopies(20, Kind.CREATED), DeployWorld.kinds(first));
    GetFunctionResponse made = world.aws.lambda().getFunction(r -> r.functionName("chirp_f3"));
    assertEquals(request.code().codeSha256(), made.configuration().codeSha256());
    assertEquals("acme.F3::handleRequest", made.configuration().handler());
    assertEquals(Map.of("TABLE", "canary-value"), made.configuration().environment().variables());
    assertTrue(new Ownership("acme:api").owns(made.tags()));

    world.faults().forget();
    DeployPlan plan = world.plan(request);
    assertTrue(plan.functions().stream().allMatch(FunctionPlan::isUnchanged), plan::toString);
    DeployReport second = world.deploy(request);
    assertEquals(Collections.nCopies(20, Kind.UNCHANGED), DeployWorld.kinds(second));
    assertEquals(List.of(), world.writes());
    assertEquals("20 functions: 20 unchanged", second.summary());
  }

  @Test
  void onlyDifferencesAreChanged() throws IOException {
    world.deploy(world.request(DeployWorld.specs(3), world.zip("one")));
    world.faults().forget();
    List<FunctionSpec> specs =
        List.of(
            DeployWorld.spec(0),
            DeployWorld.spec(1, 1024, Map.of("TABLE", "changed-canary", "NEW", "x")),
            DeployWorld.spec(2));
    DeployRequest request = world.request(specs, world.zip("one"));
    assertEquals(
        List.of(
            "chirp_f0  unchanged",
            "chirp_f1  update settings  memory 512 MB -> 1024 MB, environment +NEW ~TABLE",
            "chirp_f2  unchanged"),
        world.plan(request).lines());
    assertEquals(
        List.of(Kind.UNCHANGED, Kind.UPDATED, Kind.UNCHANGED),
        DeployWorld.kinds(world.deploy(request)));
    assertEquals(1, world.writes().size(), () -> world.writes().toString());
    assertEquals(1024, function("chirp_f1").memorySize());
  }

  @Test
  void oneUploadUpdatesAllFunctions() throws IOException {
    world
        .aws
        .s3()
        .createBucket(
            r ->
                r.bucket("acme-code")
                    .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    world
        .aws
        .s3()
        .putBucketVersioning(
            r ->
                r.bucket("acme-code")
                    .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    Optional<String> bucket = Optional.of("acme-code");
    world.deploy(world.request(DeployWorld.specs(3), world.zip("one"), bucket));
    world.faults().forget();
    List<FunctionSpec> specs =
        List.of(DeployWorld.spec(0), DeployWorld.spec(1, 256, Map.of()), DeployWorld.spec(2));
    CodePackage two = world.zip("two");
    DeployReport report = world.deploy(world.request(specs, two, bucket));
    assertEquals(Collections.nCopies(3, Kind.UPDATED), DeployWorld.kinds(report));
    assertEquals(1, world.count("s3:PutObject"));
    assertEquals(1, world.count("s3:DeleteObjectVersion"));
    assertTrue(
        world
            .writes()
            .get(0)
            .matches(
                "s3:PutObject /acme-code/chirp/acme\\.api/\\d{8}T\\d{6}Z-[0-9a-f]{12}-[0-9a-f]{8}\\.zip"),
        () -> world.writes().get(0));
    assertEquals(List.of(), report.leftovers());
    assertTrue(world.aws.s3().listObjectsV2(r -> r.bucket("acme-code")).contents().isEmpty());
    assertEquals(two.codeSha256(), function("chirp_f1").codeSha256());
    assertEquals(256, function("chirp_f1").memorySize());
    assertEquals(Map.of("TABLE", "canary-value"), function("chirp_f1").environment().variables());
  }

  @Test
  void environmentIsReplacedOnRequest() throws IOException {
    CodePackage one = world.zip("one");
    world.deploy(world.request(DeployWorld.specs(1), one));
    DeployRequest replacing =
        new DeployRequest(
            List.of(DeployWorld.spec(0, 512, Map.of("NEW", "x"))),
            one,
            new Ownership("acme:api"),
            new ExecutionRole(Optional.empty(), "chirp-prod", "/"),
            Optional.empty(),
            true,
            false,
            OptionalInt.empty());
    assertEquals(
        List.of("chirp_f0  update settings  environment +NEW -TABLE"),
        world.plan(replacing).lines());
    world.deploy(replacing);
    assertEquals(Map.of("NEW", "x"), function("chirp_f0").environment().variables());
  }

  @Test
  void differentTagsAreSetAndOthersStay() throws IOException {
    CodePackage one = world.zip("one");
    world.deploy(world.request(DeployWorld.specs(1), one));
    String arn = function("chirp_f0").functionArn();
    world.aws.lambda().tagResource(r -> r.resource(arn).tags(Map.of("cost", "42")));
    FunctionSpec spec = DeployWorld.spec(0);
    Map<String, String> tags = new HashMap<>(spec.tags());
    tags.put("team", "api");
    FunctionSpec tagged =
        new FunctionSpec(
            spec.name(),
            spec.lambdaName(),
            spec.handler(),
            spec.runtime(),
            "",
            spec.memorySize(),
            spec.timeout(),
            spec.architecture(),
            spec.environment(),
            spec.description(),
            tags);
    DeployRequest request = world.request(List.of(tagged), one);
    assertEquals(List.of("chirp_f0  update tags      tags +team"), world.plan(request).lines());
    world.deploy(request);
    Map<String, String> now =
        world.aws.lambda().getFunction(r -> r.functionName("chirp_f0")).tags();
    assertEquals("42", now.get("cost"));
    assertEquals("api", now.get("team"));
  }

  @Test
  void deployWaitsWhileLambdaIsPendingOrInProgress() throws IOException {
    try (DeployWorld slow = new DeployWorld(directory.resolve("slow"), Duration.ofMillis(300))) {
      assertEquals(
          List.of(Kind.CREATED),
          DeployWorld.kinds(slow.deploy(slow.request(DeployWorld.specs(1), slow.zip("one")))));
      List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of()));
      assertEquals(
          List.of(Kind.UPDATED),
          DeployWorld.kinds(slow.deploy(slow.request(changed, slow.zip("two")))));
    }
  }

  @Test
  void reportHasEachFunctionOnceAndNoSecret() throws IOException {
    DeployReport report = world.deploy(world.request(DeployWorld.specs(2), world.zip("one")));
    String json = Files.readString(report.writeTo(directory.resolve("chirp")));
    assertTrue(json.contains("\"functionName\" : \"chirp_f1\""), json);
    assertTrue(json.contains("\"outcome\" : \"CREATED\""), json);
    assertTrue(json.contains("\"requestIds\" : [ \""), json);
    assertFalse(json.contains("canary"), json);
    assertFalse(world.said.contain("canary"), world.said.lines::toString);
    assertTrue(report.lines().get(0).startsWith("chirp_f0  created"), report.lines()::toString);
    assertEquals("2 functions: 2 created", report.lines().get(2));
  }

  @Test
  void functionsOfOtherProjectsAreLeftAlone() throws IOException {
    CodePackage one = world.zip("one");
    world.deploy(world.request(DeployWorld.specs(1), one));
    world.faults().forget();
    DeployRequest other =
        new DeployRequest(
            DeployWorld.specs(2),
            world.zip("two"),
            new Ownership("acme:other"),
            new ExecutionRole(Optional.empty(), "chirp-prod", "/"),
            Optional.empty(),
            false,
            false,
            OptionalInt.empty());
    ChirpException failure = assertThrows(ChirpException.class, () -> world.deploy(other));
    assertEquals(
        "This project did not create this function: chirp_f0 (created by chirp for acme:api). Nothing was changed.",
        failure.problem());
    assertEquals(List.of(), world.writes());
  }

  @Test
  void createdFunctionsGetTheLogRetention() throws IOException {
    DeployRequest request =
        new DeployRequest(
            DeployWorld.specs(1),
            world.zip("one"),
            new Ownership("acme:api"),
            new ExecutionRole(Optional.empty(), "chirp-prod", "/"),
            Optional.empty(),
            false,
            false,
            OptionalInt.of(30));
    world.deploy(request);
    assertEquals(30, world.aws.logs().describeLogGroups().logGroups().get(0).retentionInDays());
    world.faults().forget();
    world.deploy(request);
    assertEquals(List.of(), world.writes());
  }

  @Test
  void unknownRetentionIsRefused() {
    ChirpException failure =
        assertThrows(ChirpException.class, () -> new LogGroupRetention(OptionalInt.of(31)));
    assertTrue(failure.problem().startsWith("<logRetentionDays> is '31'"), failure::problem);
  }

  @Test
  void changedRetentionIsPlannedMadeAndReported() throws IOException {
    world.deploy(kept(world, 30));
    world.faults().forget();
    DeployPlan plan = world.plan(kept(world, 7));
    assertEquals(List.of("chirp_f0  update logs      log retention 30 -> 7 days"), plan.lines());
    assertFalse(plan.isUnchanged(), plan::toString);
    assertEquals(List.of(), world.writes());

    DeployReport report = world.deploy(kept(world, 7));
    assertEquals("1 function: 1 updated", report.summary());
    assertEquals(1, world.writes().size(), () -> world.writes().toString());
    assertEquals(1, world.count("logs:PutRetentionPolicy"));
    assertEquals(7, world.aws.logs().describeLogGroups().logGroups().get(0).retentionInDays());

    world.faults().forget();
    assertEquals("1 function: 1 unchanged", world.deploy(kept(world, 7)).summary());
    assertEquals(List.of(), world.writes());
  }

  @Test
  void deniedRetentionIsNeitherAnUpdateNorAFailure() throws IOException {
    world.deploy(kept(world, 30));
    world
        .faults()
        .on("logs:PutRetentionPolicy")
        .then(Fault.refused(403, "AccessDeniedException", "not authorized"));
    assertEquals(List.of(Kind.UNCHANGED), DeployWorld.kinds(world.deploy(kept(world, 7))));
    assertTrue(world.said.contain("WARN "), world.said.lines::toString);
  }

  @Test
  void retentionOfOwnLogGroupsIsFixed() throws IOException {
    try (DeployWorld own = new DeployWorld(directory.resolve("retention"))) {
      own.deploy(kept(own, 14));
      own.deploy(kept(own, 30));
      assertEquals(
          30, own.aws.logs().describeLogGroups(r -> {}).logGroups().get(0).retentionInDays());
      own.faults().forget();
      own.deploy(own.request(DeployWorld.specs(1), own.zip("one")));
      assertEquals(
          0, own.faults().past().stream().filter(m -> m.action().startsWith("logs:")).count());
    }
  }

  private static DeployRequest kept(DeployWorld world, int days) throws IOException {
    return new DeployRequest(
        DeployWorld.specs(1),
        world.zip("one"),
        new Ownership("acme:api"),
        new ExecutionRole(Optional.empty(), "chirp-prod", "/"),
        Optional.empty(),
        false,
        false,
        OptionalInt.of(days));
  }
}
