package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.fault.Fault;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.deploy.DeployOutcome.Kind;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.testkit.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;

class DeployFaultsTest {
  private static final String CANNOT_ASSUME =
      "The role defined for the function cannot be assumed by Lambda.";
  private static final Fault CONFLICT =
      Fault.refused(409, "ConditionalRequestConflict", "A conflicting operation is in progress");
  private static final Fault BUSY =
      Fault.refused(409, "ResourceConflictException", "An update is in progress");

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

  /** Refuses the first calls of an action. */
  private void refuse(String action, int times, Fault refusal) {
    world.faults().forget(); // only faults from now on count
    world.faults().on(action).first(times).then(refusal);
  }

  private DeployReport throughBucket() {
    return world.deploy(world.request(DeployWorld.specs(1), world.zip("one"), world.makeBucket()));
  }

  private DeployReport deploy(int functions, String content) throws IOException {
    return world.deploy(world.request(DeployWorld.specs(functions), world.zip(content)));
  }

  private static DeployOutcome only(DeployReport report) {
    return report.results().get(0).outcome();
  }

  @Test
  void invalidValueIsNotRetried() throws IOException {
    refuse(
        "lambda:CreateFunction",
        1000,
        Fault.refused(400, "InvalidParameterValueException", "Unzipped size must be smaller"));
    assertEquals(Kind.FAILED, only(deploy(1, "one")).kind());
    assertEquals(1, world.count("lambda:CreateFunction"));
  }

  private void putCode(String function, CodePackage code) throws IOException {
    byte[] bytes = Files.readAllBytes(code.file());
    world
        .somebodyElse()
        .updateFunctionCode(r -> r.functionName(function).zipFile(SdkBytes.fromByteArray(bytes)));
  }

  @Row(26)
  @Test
  void changedSettingsAreReadAgain() throws IOException {
    deploy(1, "one");
    List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of()));
    DeployRequest request = world.request(changed, world.zip("one"));
    Deployer late = new Deployer(world.aws, request, world.said);
    DeployPlan plan = late.plan();
    world
        .somebodyElse()
        .updateFunctionConfiguration(
            r -> r.functionName("chirp_f0").environment(e -> e.variables(Map.of("THEIRS", "x"))));
    assertEquals(Kind.UPDATED, only(world.apply(late, plan)).kind());
    assertEquals(
        Map.of("THEIRS", "x"),
        world
            .aws
            .lambda()
            .getFunction(r -> r.functionName("chirp_f0"))
            .configuration()
            .environment()
            .variables());
  }

  @Row(26)
  @Test
  void repeatedlyChangedSettingsAreAFailure() throws IOException {
    deploy(1, "one");
    refuse(
        "lambda:UpdateFunctionConfiguration",
        1000,
        Fault.refused(412, "PreconditionFailedException", "The RevisionId does not match"));
    List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of()));
    DeployReport report = world.deploy(world.request(changed, world.zip("one")));
    assertEquals(Kind.FAILED, only(report).kind());
    assertTrue(only(report).reason().contains("Someone else changed"), only(report)::reason);
    assertEquals(2, world.count("lambda:UpdateFunctionConfiguration"));
  }

  /** The proof reads the function for the second time, and the end of the run for the third. */
  @Row(26)
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void settingsChangedByOthersAfterTheLastWriteAreSuperseded(int read) throws IOException {
    deploy(1, "one");
    world.faults().forget();
    world.faults().on("lambda:GetFunction").number(read).then(Fault.first(this::setTheirs));
    DeployReport report = deploy(1, "two");
    assertEquals(Kind.SUPERSEDED, only(report).kind());
    assertEquals(
        "someone else changed it in the meantime, and it differs again: environment +TABLE (UPDATED)",
        only(report).reason());
    assertEquals(1, report.results().get(0).attempts());
    assertEquals(Map.of("THEIRS", "x"), environment());
  }

  @Row(26)
  @Test
  void tagMissingFromTheProofIsSuperseded() throws IOException {
    deploy(1, "one");
    world.faults().forget();
    world
        .faults()
        .on("lambda:GetFunction")
        .number(2) // the proof
        .then(Fault.edited(json -> ((ObjectNode) json.path("Tags")).remove("chirp:project")));
    DeployReport report = deploy(1, "two");
    assertEquals(
        "someone else changed it in the meantime, and it differs again: tags +chirp:project (UPDATED)",
        only(report).reason());
  }

  @Test
  void updateWaitsForANewRole() throws IOException {
    deploy(1, "one");
    refuse(
        "lambda:UpdateFunctionConfiguration",
        3,
        Fault.refused(400, "InvalidParameterValueException", CANNOT_ASSUME));
    List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of()));
    assertEquals(Kind.UPDATED, only(world.deploy(world.request(changed, world.zip("one")))).kind());
    assertTrue(world.said.contain("cannot use role 'chirp-prod' yet"));
  }

  @Row(4)
  @Test
  void tooLargeMergedEnvironmentIsRefusedBeforeTheUpload() throws IOException {
    world.makeBucket();
    CodePackage code = world.zip("one");
    world.deploy(
        world.request(List.of(DeployWorld.spec(0, 512, Map.of("OLD", "x".repeat(3000)))), code));
    List<FunctionSpec> more = List.of(DeployWorld.spec(0, 512, Map.of("NEW", "x".repeat(1080))));
    DeployRequest request = world.request(more, world.zip("two"), Optional.of("acme-code"));
    ChirpException failure = assertThrows(ChirpException.class, () -> world.deploy(request));
    assertTrue(failure.problem().contains("4099 bytes"), failure::problem);
    assertTrue(failure.suggestion().contains("chirp.replaceEnvironment"), failure::suggestion);
    assertEquals(0, world.count("s3:PutObject"));
  }

  @Test
  void busyFunctionIsReadAgainBeforeARetry() throws IOException {
    deploy(1, "one");
    world
        .faults()
        .on("lambda:UpdateFunctionConfiguration")
        .number(1)
        .then(BUSY.after(this::setTheirs));
    List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of()));
    DeployReport report = world.deploy(world.request(changed, world.zip("one")));
    assertEquals(Kind.UPDATED, only(report).kind());
    assertEquals(2, report.results().get(0).attempts());
    assertEquals("x", environment().get("THEIRS"));
  }

  private void setTheirs() {
    world
        .somebodyElse()
        .updateFunctionConfiguration(
            r -> r.functionName("chirp_f0").environment(e -> e.variables(Map.of("THEIRS", "x"))));
  }

  private Map<String, String> environment() {
    return world
        .aws
        .lambda()
        .getFunction(r -> r.functionName("chirp_f0"))
        .configuration()
        .environment()
        .variables();
  }

  @Test
  void changeMadeByOthersIsNotRepeated() throws IOException {
    deploy(1, "one");
    CodePackage two = world.zip("two");
    world
        .faults()
        .on("lambda:UpdateFunctionCode")
        .number(1)
        .then(BUSY.after(() -> putCode("chirp_f0", two)));
    DeployReport report = world.deploy(world.request(DeployWorld.specs(1), two));
    assertEquals(Kind.UNCHANGED, only(report).kind());
    assertEquals(1, report.results().get(0).attempts());
  }

  @Test
  void unreadableVariablesAreNotWiped() throws IOException {
    deploy(1, "one");
    world
        .faults()
        .on("lambda:UpdateFunctionConfiguration")
        .number(1)
        .then(Fault.refused(412, "PreconditionFailedException", "The RevisionId"));
    world
        .faults()
        .on("lambda:GetFunction")
        .when(() -> world.count("lambda:UpdateFunctionConfiguration") > 0)
        .then(
            Fault.configuration(
                is ->
                    is.putObject("Environment")
                        .putObject("Error")
                        .put("ErrorCode", "AccessDeniedException")));
    List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of()));
    DeployReport report = world.deploy(world.request(changed, world.zip("one")));
    world.faults().clear();
    assertEquals(Kind.FAILED, only(report).kind());
    assertTrue(only(report).reason().contains("decrypt"), only(report)::reason);
    assertEquals(Map.of("TABLE", "canary-value"), environment());
  }

  @Test
  void replacedUnreadableVariablesAreNotSuperseded() throws IOException {
    deploy(1, "one");
    world
        .faults()
        .on("lambda:GetFunction")
        .then(
            Fault.configuration(
                is ->
                    is.putObject("Environment")
                        .putObject("Error")
                        .put("ErrorCode", "AccessDeniedException")));
    List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of("TABLE", "theirs")));
    DeployRequest kept = world.request(changed, world.zip("one"));
    DeployRequest replacing =
        new DeployRequest(
            kept.functions(),
            kept.code(),
            kept.ownership(),
            kept.role(),
            kept.bucket(),
            true,
            kept.adopt(),
            kept.logRetentionDays());
    DeployReport report = world.deploy(replacing);
    world.faults().clear();
    assertEquals(Kind.UPDATED, only(report).kind(), only(report)::reason);
    assertEquals(Map.of("TABLE", "theirs"), environment());
  }

  @Test
  void functionTakenOverByOthersIsLeftAlone() throws IOException {
    deploy(1, "one");
    world.faults().forget();
    world.faults().on("lambda:UpdateFunctionCode").number(1).then(BUSY);
    world
        .faults()
        .on("lambda:GetFunction")
        .when(() -> world.count("lambda:UpdateFunctionCode") > 0)
        .then(
            Fault.edited(
                json -> ((ObjectNode) json.path("Tags")).put("chirp:project", "acme:other")));
    assertEquals(Kind.FAILED, only(deploy(1, "two")).kind());
    assertEquals(1, world.count("lambda:UpdateFunctionCode"));
  }

  @Test
  void uploadConflictingWithItsOwnAttemptIsRetried() throws IOException {
    refuse("s3:PutObject", 2, CONFLICT);
    DeployReport report = throughBucket();
    assertEquals(Kind.CREATED, only(report).kind());
    assertEquals(List.of(), report.leftovers());
  }

  @Test
  void uploadWithAnEndlessAttemptIsLookedUp() throws IOException {
    refuse("s3:PutObject", 1000, CONFLICT);
    assertEquals(Kind.FAILED, only(throughBucket()).kind());
    assertEquals(1, world.count("s3:GetObject"), world.writes()::toString);
  }

  @Test
  void errorOfTheJvmAffectsOneFunctionOnly() throws IOException {
    deploy(2, "one");
    world.faults().on("lambda:UpdateFunctionCode").of("chirp_f0").number(1).then(BUSY);
    world.said.breakOn("is busy; waiting");
    DeployReport report = deploy(2, "two");
    assertEquals(
        1, DeployWorld.kinds(report).stream().filter(kind -> kind == Kind.UNKNOWN).count());
    assertEquals(
        1, DeployWorld.kinds(report).stream().filter(kind -> kind == Kind.UPDATED).count());
    assertEquals(2, world.reported.size());
  }

  @Test
  void deniedCallNamesTheMissingPermission() throws IOException {
    refuse(
        "lambda:CreateFunction",
        1000,
        Fault.refused(
            403,
            "AccessDeniedException",
            "User: arn:aws:iam::000000000000:user/ann is not authorized to perform: iam:PassRole"
                + " on resource: arn:aws:iam::000000000000:role/chirp-prod because no policy allows it"));
    String reason = only(deploy(1, "one")).reason();
    assertTrue(
        reason.contains(
            "not authorized to perform iam:PassRole on resource: arn:aws:iam::000000000000:role/chirp-prod"),
        reason);
  }
}
