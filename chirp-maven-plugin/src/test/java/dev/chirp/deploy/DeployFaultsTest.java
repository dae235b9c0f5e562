package dev.chirp.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.core.ChirpException;
import dev.chirp.core.CodePackage;
import dev.chirp.deploy.Outcome.Kind;
import dev.chirp.sandbox.http.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;

class DeployFaultsTest {
  private static final String CANNOT_ASSUME =
      "The role defined for the function cannot be assumed by Lambda.";

  @TempDir private Path directory;
  private DeployWorld world;

  @BeforeEach
  void start() {
    world = new DeployWorld(directory, Duration.ZERO);
  }

  @AfterEach
  void stop() {
    world.close();
  }

  /** Refuses the first calls of an action. */
  private void refuse(String action, int times, Refusal refusal) {
    AtomicInteger left = new AtomicInteger(times);
    world.fault(
        (each, call) -> {
          if (each.equals(action) && left.getAndDecrement() > 0) {
            throw refusal;
          }
        });
  }

  private DeployReport deploy(int functions, String content) throws IOException {
    return world.deploy(world.request(DeployWorld.specs(functions), world.zip(content)));
  }

  private static Outcome only(DeployReport report) {
    return report.results().get(0).outcome();
  }

  @Test
  void waitsForARoleThatWasJustMade() throws IOException {
    refuse(
        "lambda:CreateFunction",
        3,
        new Refusal(400, "InvalidParameterValueException", CANNOT_ASSUME));
    DeployReport report = deploy(1, "one");
    assertEquals(Kind.CREATED, only(report).kind());
    assertEquals(4, report.results().get(0).attempts());
    assertEquals(
        3,
        world.said.lines.stream()
            .filter(line -> line.contains("cannot use role 'chirp-prod' yet"))
            .count());
  }

  @Test
  void doesNotWaitForARoleForEver() throws IOException {
    refuse(
        "lambda:CreateFunction",
        1000,
        new Refusal(400, "InvalidParameterValueException", CANNOT_ASSUME));
    DeployReport report = deploy(1, "one");
    assertEquals(Kind.FAILED, only(report).kind());
    assertTrue(only(report).reason().contains("after 180 s"), only(report)::reason);
    assertTrue(world.count("lambda:CreateFunction") < 30);
    ChirpException failure = assertThrows(ChirpException.class, report::check);
    assertEquals("mvn chirp:setup-iam, then mvn chirp:deploy again", failure.suggestion());
  }

  @Test
  void aWrongValueIsNotTriedAgain() throws IOException {
    refuse(
        "lambda:CreateFunction",
        1000,
        new Refusal(400, "InvalidParameterValueException", "Unzipped size must be smaller"));
    assertEquals(Kind.FAILED, only(deploy(1, "one")).kind());
    assertEquals(1, world.count("lambda:CreateFunction"));
  }

  @Test
  void waitsWhileSomethingElseChangesTheFunction() throws IOException {
    deploy(1, "one");
    refuse(
        "lambda:UpdateFunctionCode",
        3,
        new Refusal(409, "ResourceConflictException", "An update is in progress"));
    assertEquals(Kind.UPDATED, only(deploy(1, "two")).kind());
  }

  @Test
  void tooManyCallsAtOnceAreMadeLater() throws IOException {
    AtomicInteger calls = new AtomicInteger();
    world.fault(
        (action, call) -> {
          if (action.startsWith("lambda:") && calls.incrementAndGet() % 5 < 3) {
            throw new Refusal(429, "TooManyRequestsException", "Rate exceeded");
          }
        });
    assertTrue(deploy(10, "one").isSuccess());
    assertTrue(deploy(10, "two").isSuccess());
  }

  @Test
  void aFailureOfOneHidesNoOther() throws IOException {
    deploy(5, "one");
    world.fault(
        (action, call) -> {
          if (action.equals("lambda:UpdateFunctionCode") && call.path().contains("chirp_f2")) {
            throw new Refusal(403, "AccessDeniedException", "not authorized");
          }
        });
    DeployReport report = deploy(5, "two");
    assertEquals(
        List.of(Kind.UPDATED, Kind.UPDATED, Kind.FAILED, Kind.UPDATED, Kind.UPDATED),
        DeployWorld.kinds(report));
    ChirpException failure = assertThrows(ChirpException.class, report::check);
    assertTrue(
        failure.problem().startsWith("1 of 5 functions are not deployed:\n  chirp_f2: failed"));
    assertTrue(failure.problem().contains("lambda:UpdateFunctionCode"), failure::problem);
  }

  @Test
  void expiredCredentialsStopTheRest() throws IOException {
    deploy(20, "one");
    refuse(
        "lambda:UpdateFunctionCode",
        1000,
        new Refusal(403, "ExpiredTokenException", "The security token has expired"));
    List<Kind> kinds = DeployWorld.kinds(deploy(20, "two"));
    assertTrue(kinds.contains(Kind.FAILED), kinds::toString);
    assertTrue(kinds.contains(Kind.SKIPPED), kinds::toString);
    assertTrue(world.count("lambda:UpdateFunctionCode") <= 8);
  }

  @Test
  void aLostAnswerToAnUpdateIsDecidedByReading() throws IOException {
    deploy(1, "one");
    CodePackage two = world.zip("two");
    AtomicInteger updates = new AtomicInteger();
    world.fault(
        (action, call) -> {
          if (!action.equals("lambda:UpdateFunctionCode")) {
            return;
          }
          int number = updates.incrementAndGet();
          if (number == 1) {
            putCode("chirp_f0", two); // the second update: it is done, but the caller is not told
          }
          if (number != 2) {
            throw new Refusal(503, "ServiceException", "lost");
          }
        });
    DeployReport report = world.deploy(world.request(DeployWorld.specs(1), two));
    assertEquals(Kind.UPDATED, only(report).kind());
    assertEquals(1, report.results().get(0).attempts());
  }

  private void putCode(String function, CodePackage code) {
    try {
      byte[] bytes = Files.readAllBytes(code.file());
      world
          .somebodyElse
          .lambda()
          .updateFunctionCode(r -> r.functionName(function).zipFile(SdkBytes.fromByteArray(bytes)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void anotherCreatedTheFunctionMeanwhile() throws IOException {
    DeployRequest request = world.request(DeployWorld.specs(1), world.zip("two"));
    Deployer late = new Deployer(world.aws, request, world.said);
    DeployPlan plan = late.plan();
    deploy(1, "one");
    assertEquals(Kind.UPDATED, only(late.apply(plan, world.reported::add)).kind());
  }

  @Test
  void aLostAnswerToACreationIsDecidedByReading() throws IOException {
    DeployRequest request = world.request(DeployWorld.specs(1), world.zip("one"));
    Deployer late = new Deployer(world.aws, request, world.said);
    DeployPlan plan = late.plan();
    deploy(1, "one");
    assertEquals(Kind.CREATED, only(late.apply(plan, world.reported::add)).kind());
  }

  @Test
  void anotherDeployThatWinsIsSaid() throws IOException {
    deploy(1, "one");
    CodePackage other = world.zip("other");
    AtomicInteger stage = new AtomicInteger();
    world.fault(
        (action, call) -> {
          if (action.equals("lambda:UpdateFunctionCode")) {
            stage.compareAndSet(0, 1);
          } else if (action.equals("lambda:GetFunction") && stage.compareAndSet(1, 2)) {
            putCode("chirp_f0", other);
          }
        });
    DeployReport report = deploy(1, "two");
    assertEquals(Kind.SUPERSEDED, only(report).kind());
    assertThrows(ChirpException.class, report::check);
  }

  @Test
  void changedSettingsAreReadOnceMore() throws IOException {
    deploy(1, "one");
    List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of()));
    DeployRequest request = world.request(changed, world.zip("one"));
    Deployer late = new Deployer(world.aws, request, world.said);
    DeployPlan plan = late.plan();
    world
        .somebodyElse
        .lambda()
        .updateFunctionConfiguration(
            r -> r.functionName("chirp_f0").environment(e -> e.variables(Map.of("THEIRS", "x"))));
    assertEquals(Kind.UPDATED, only(late.apply(plan, world.reported::add)).kind());
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

  @Test
  void settingsThatChangeAgainAndAgainAreAFailure() throws IOException {
    deploy(1, "one");
    refuse(
        "lambda:UpdateFunctionConfiguration",
        1000,
        new Refusal(412, "PreconditionFailedException", "The RevisionId does not match"));
    List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of()));
    DeployReport report = world.deploy(world.request(changed, world.zip("one")));
    assertEquals(Kind.FAILED, only(report).kind());
    assertTrue(only(report).reason().contains("Another changed"), only(report)::reason);
    assertEquals(2, world.count("lambda:UpdateFunctionConfiguration"));
  }

  @Test
  void theUploadStaysWhileAnOutcomeIsUnknown() throws IOException {
    try (DeployWorld slow = new DeployWorld(directory.resolve("slow"), Duration.ofMinutes(10))) {
      slow.aws
          .s3()
          .createBucket(
              r ->
                  r.bucket("acme-code")
                      .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
      DeployReport report =
          slow.deploy(
              slow.request(DeployWorld.specs(1), slow.zip("one"), Optional.of("acme-code")));
      assertEquals(Kind.UNKNOWN, only(report).kind());
      assertTrue(only(report).reason().contains("State Pending"), only(report)::reason);
      assertEquals(0, slow.count("s3:DeleteObject"));
      assertTrue(report.leftovers().get(0).startsWith("s3://acme-code/chirp/acme.api/"));
    }
  }

  @Test
  void anUploadThatCannotBeDeletedIsNamed() throws IOException {
    world
        .aws
        .s3()
        .createBucket(
            r ->
                r.bucket("acme-code")
                    .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    refuse("s3:DeleteObject", 1000, new Refusal(403, "AccessDenied", "Access Denied"));
    DeployReport report =
        world.deploy(
            world.request(DeployWorld.specs(1), world.zip("one"), Optional.of("acme-code")));
    assertTrue(report.isSuccess());
    assertEquals(1, world.count("s3:DeleteObject"), "a denial is not tried again");
    assertEquals(1, report.leftovers().size());
  }

  @Test
  void anUploadThatFailsChangesNothingOnLambda() throws IOException {
    world
        .aws
        .s3()
        .createBucket(
            r ->
                r.bucket("acme-code")
                    .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    refuse("s3:PutObject", 1000, new Refusal(403, "AccessDenied", "Access Denied"));
    DeployReport report =
        world.deploy(
            world.request(DeployWorld.specs(2), world.zip("one"), Optional.of("acme-code")));
    assertEquals(List.of(Kind.FAILED, Kind.FAILED), DeployWorld.kinds(report));
    assertEquals(0, world.count("lambda:CreateFunction"));
    assertTrue(only(report).reason().contains("s3:PutObject"), only(report)::reason);
  }

  private void makeBucket() {
    world
        .aws
        .s3()
        .createBucket(
            r ->
                r.bucket("acme-code")
                    .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
  }

  @Test
  void waitsForARoleThatAnExistingFunctionGets() throws IOException {
    deploy(1, "one");
    refuse(
        "lambda:UpdateFunctionConfiguration",
        3,
        new Refusal(400, "InvalidParameterValueException", CANNOT_ASSUME));
    List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of()));
    assertEquals(Kind.UPDATED, only(world.deploy(world.request(changed, world.zip("one")))).kind());
    assertTrue(world.said.contain("cannot use role 'chirp-prod' yet"));
  }

  @Test
  void aMergedEnvironmentThatIsTooLargeIsRefusedBeforeTheUpload() throws IOException {
    makeBucket();
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
  void aCreationWithoutAnAnswerIsUnknownAndKeepsTheUpload() throws IOException {
    makeBucket();
    refuse("lambda:CreateFunction", 1000, new Refusal(500, "ServiceException", "broken"));
    DeployReport report =
        world.deploy(
            world.request(DeployWorld.specs(1), world.zip("one"), Optional.of("acme-code")));
    assertEquals(Kind.UNKNOWN, only(report).kind());
    assertEquals(0, world.count("s3:DeleteObject"));
  }

  @Test
  void aFunctionThatIsNotSeenAtOnceIsAwaited() throws IOException {
    DeployRequest request = world.request(DeployWorld.specs(1), world.zip("one"));
    Deployer late = new Deployer(world.aws, request, world.said);
    DeployPlan plan = late.plan();
    deploy(1, "one");
    AtomicInteger unseen = new AtomicInteger(3);
    world.answers.edit(
        (call, answer) ->
            call.equals("GET /2015-03-31/functions/chirp_f0") && unseen.getAndDecrement() > 0
                ? AnswerEditor.Reply.refusal(404, "ResourceNotFoundException")
                : answer);
    assertEquals(Kind.CREATED, only(late.apply(plan, world.reported::add)).kind());
  }

  @Test
  void anUpdateThatIsSeenLateIsNoFailure() throws IOException {
    deploy(1, "one");
    refuse("lambda:UpdateFunctionCode", 1000, new Refusal(500, "ServiceException", "broken"));
    assertEquals(Kind.UNKNOWN, only(deploy(1, "two")).kind());
  }

  @Test
  void credentialsThatExpireWhileReadingStopTheRest() throws IOException {
    deploy(20, "one");
    AtomicInteger updates = new AtomicInteger();
    world.fault(
        (action, call) -> {
          if (action.equals("lambda:UpdateFunctionCode")) {
            updates.incrementAndGet();
          } else if (action.equals("lambda:GetFunction") && updates.get() > 0) {
            throw new Refusal(403, "ExpiredTokenException", "The security token has expired");
          }
        });
    List<Kind> kinds = DeployWorld.kinds(deploy(20, "two"));
    assertTrue(kinds.contains(Kind.UNKNOWN), kinds::toString);
    assertTrue(kinds.contains(Kind.SKIPPED), kinds::toString);
  }

  @Test
  void aBusyFunctionIsReadAgainBeforeTheNextTry() throws IOException {
    deploy(1, "one");
    AtomicInteger tries = new AtomicInteger();
    world.fault(
        (action, call) -> {
          if (action.equals("lambda:UpdateFunctionConfiguration") && tries.incrementAndGet() == 1) {
            setTheirs();
            throw new Refusal(409, "ResourceConflictException", "An update is in progress");
          }
        });
    List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of()));
    DeployReport report = world.deploy(world.request(changed, world.zip("one")));
    assertEquals(Kind.UPDATED, only(report).kind());
    assertEquals(2, report.results().get(0).attempts());
    assertEquals("x", environment().get("THEIRS"));
  }

  /** The interceptor sees this change too, as the second. */
  private void setTheirs() {
    world
        .somebodyElse
        .lambda()
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
  void whatAnotherDidMeanwhileIsNotDoneAgain() throws IOException {
    deploy(1, "one");
    CodePackage two = world.zip("two");
    AtomicInteger tries = new AtomicInteger();
    world.fault(
        (action, call) -> {
          if (action.equals("lambda:UpdateFunctionCode") && tries.incrementAndGet() == 1) {
            putCode("chirp_f0", two);
            throw new Refusal(409, "ResourceConflictException", "An update is in progress");
          }
        });
    DeployReport report = world.deploy(world.request(DeployWorld.specs(1), two));
    assertEquals(Kind.UNCHANGED, only(report).kind());
    assertEquals(1, report.results().get(0).attempts());
  }

  @Test
  void variablesThatCannotBeReadWhenItMattersAreNotWiped() throws IOException {
    deploy(1, "one");
    AtomicInteger tries = new AtomicInteger();
    world.fault(
        (action, call) -> {
          if (action.equals("lambda:UpdateFunctionConfiguration") && tries.incrementAndGet() == 1) {
            throw new Refusal(412, "PreconditionFailedException", "The RevisionId");
          }
        });
    world.answers.edit(
        (call, answer) ->
            call.startsWith("GET /2015-03-31/functions/") && tries.get() > 0
                ? new AnswerEditor.Reply(
                    200,
                    "",
                    answer
                        .body()
                        .replaceFirst(
                            "\"Variables\"\\s*:\\s*\\{[^}]*}",
                            "\"Error\":{\"ErrorCode\":\"AccessDeniedException\"}"))
                : answer);
    List<FunctionSpec> changed = List.of(DeployWorld.spec(0, 1024, Map.of()));
    DeployReport report = world.deploy(world.request(changed, world.zip("one")));
    world.answers.edit((call, answer) -> answer);
    assertEquals(Kind.FAILED, only(report).kind());
    assertTrue(only(report).reason().contains("decrypt"), only(report)::reason);
    assertEquals(Map.of("TABLE", "canary-value"), environment());
  }

  @Test
  void aFunctionThatBecameAnothersIsLeftAlone() throws IOException {
    deploy(1, "one");
    AtomicInteger tries = new AtomicInteger();
    world.fault(
        (action, call) -> {
          if (action.equals("lambda:UpdateFunctionCode") && tries.incrementAndGet() == 1) {
            throw new Refusal(409, "ResourceConflictException", "An update is in progress");
          }
        });
    world.answers.edit(
        (call, answer) ->
            call.startsWith("GET /2015-03-31/functions/") && tries.get() > 0
                ? new AnswerEditor.Reply(200, "", answer.body().replace("acme:api", "acme:other"))
                : answer);
    assertEquals(Kind.FAILED, only(deploy(1, "two")).kind());
    assertEquals(1, tries.get());
  }

  private DeployReport throughBucket() throws IOException {
    makeBucket();
    return world.deploy(
        world.request(DeployWorld.specs(1), world.zip("one"), Optional.of("acme-code")));
  }

  @Test
  void anUploadOfUnknownResultIsLookedForAndNamed() throws IOException {
    world.fault(
        (action, call) -> {
          if (action.equals("s3:PutObject") || action.equals("s3:GetObject")) {
            throw new Refusal(500, "InternalError", "We encountered an internal error.");
          }
        });
    DeployReport report = throughBucket();
    assertEquals(Kind.FAILED, only(report).kind());
    assertEquals(1, report.leftovers().size());
    assertTrue(report.leftovers().get(0).startsWith("s3://acme-code/chirp/acme.api/"));
  }

  @Test
  void anUploadThatLeftNothingIsNotNamed() throws IOException {
    refuse("s3:PutObject", 1000, new Refusal(500, "InternalError", "internal error"));
    assertEquals(List.of(), throughBucket().leftovers());
  }

  @Test
  void anUploadThatMeetsItsOwnEarlierTryIsTriedAgain() throws IOException {
    refuse(
        "s3:PutObject",
        2,
        new Refusal(409, "ConditionalRequestConflict", "A conflicting operation is in progress"));
    DeployReport report = throughBucket();
    assertEquals(Kind.CREATED, only(report).kind());
    assertEquals(List.of(), report.leftovers());
  }

  @Test
  void anUploadOfWhichAnEarlierTryNeverEndsIsLookedFor() throws IOException {
    refuse(
        "s3:PutObject",
        1000,
        new Refusal(409, "ConditionalRequestConflict", "A conflicting operation is in progress"));
    assertEquals(Kind.FAILED, only(throughBucket()).kind());
    assertEquals(1, world.count("s3:GetObject"), world.actions::toString);
  }

  @Test
  void anErrorOfTheMachineConcernsOneFunctionOnly() throws IOException {
    deploy(2, "one");
    refuse(
        "lambda:UpdateFunctionCode",
        1,
        new Refusal(409, "ResourceConflictException", "An update is in progress"));
    world.said.breakOn("is busy; waiting");
    DeployReport report = deploy(2, "two");
    assertEquals(
        1, DeployWorld.kinds(report).stream().filter(kind -> kind == Kind.UNKNOWN).count());
    assertEquals(
        1, DeployWorld.kinds(report).stream().filter(kind -> kind == Kind.UPDATED).count());
    assertEquals(2, world.reported.size());
  }

  @Test
  void aDenialSaysWhichPermissionIsMissing() throws IOException {
    refuse(
        "lambda:CreateFunction",
        1000,
        new Refusal(
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
