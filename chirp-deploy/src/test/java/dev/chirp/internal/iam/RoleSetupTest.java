package dev.chirp.internal.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsSettings;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.Row;
import dev.chirp.testkit.TestTime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Tag;

class RoleSetupTest {
  private static final String POLICY_ARN = "arn:aws:iam::000000000000:policy/chirp-lambda-policy";

  @TempDir private Path directory;
  private final List<String> writes = new CopyOnWriteArrayList<>();
  private final Map<String, Runnable> before = new ConcurrentHashMap<>();
  private final Settings settings = new Settings();
  private SandboxServer sandbox;
  private Aws aws;

  @BeforeEach
  void start() {
    sandbox =
        SandboxServer.builder()
            .directory(directory)
            .interceptor(
                (action, call, service) -> {
                  intercept(action);
                  return service.answer(call);
                })
            .start();
    aws =
        Aws.connect(
            AwsSettings.ofSandbox(sandbox.address(), Optional.of("us-east-1")), new TestTime());
  }

  @AfterEach
  void stop() {
    aws.close();
    sandbox.close();
  }

  private void intercept(String action) {
    if (!action.startsWith("iam:Get") && !action.startsWith("iam:List")) {
      writes.add(action);
    }
    Optional.ofNullable(before.get(action)).ifPresent(Runnable::run);
  }

  private RoleSetup setup(boolean adopts, RecordedProgress lines) {
    IamSettings built = settings.build();
    return new RoleSetup(
        aws, built.owner(), built.role(), built.policy(Settings.SCOPE), adopts, lines);
  }

  private RecordedProgress run() {
    RecordedProgress lines = new RecordedProgress();
    setup(false, lines).run(false);
    return lines;
  }

  private ChirpException refused() {
    return assertThrows(ChirpException.class, this::run);
  }

  private String document() {
    return new IamReader(aws).policy(POLICY_ARN).orElseThrow().document().compact();
  }

  private IamReader.RoleState role() {
    return new IamReader(aws).role("chirp-prod").orElseThrow();
  }

  @Test
  void roleAndPolicyAreShownAndThenCreated() {
    settings.tags = Map.of("team", "birds");
    RecordedProgress lines = run();
    assertEquals(List.of("iam:CreatePolicy", "iam:CreateRole", "iam:AttachRolePolicy"), writes);
    assertEquals(List.of(POLICY_ARN), role().attached());
    assertEquals(
        Map.of("ManagedBy", "chirp", "chirp:project", "com.acme:birds", "team", "birds"),
        role().tags());
    assertTrue(
        lines.text().contains("    + tag team=birds\n    trust policy:\n    + {\n"), lines::text);
    assertTrue(
        lines
            .text()
            .endsWith(
                """
                + policy chirp-lambda-policy attached to role chirp-prod
                Created policy 'chirp-lambda-policy'.
                Created role 'chirp-prod'.
                Attached policy 'chirp-lambda-policy' to role 'chirp-prod'."""),
        lines::text);
  }

  @Test
  void secondRunWritesNothing() {
    run();
    writes.clear();
    assertEquals(
        List.of("Role 'chirp-prod' and policy 'chirp-lambda-policy' are up to date."),
        run().shown());
    assertEquals(List.of(), writes);
  }

  @Test
  void dryRunWritesNothing() {
    RecordedProgress lines = new RecordedProgress();
    setup(false, lines).run(true);
    assertEquals(List.of(), writes);
    assertTrue(lines.shown().contains("+ role chirp-prod"), lines::text);
  }

  @Row(32)
  @Test
  void equivalentDocumentIsLeftAlone() {
    run();
    String spelled =
        """
        {"Statement": [
          {"Resource": ["arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/chirp_*"],
           "Action": ["logs:CreateLogGroup"], "Effect": "Allow", "Sid": "Logs"},
          {"Resource": "arn:aws:logs:us-east-1:000000000000:log-group:/aws/lambda/chirp_*:*",
           "Action": ["logs:PutLogEvents", "logs:CreateLogStream"], "Effect": "Allow",
           "Sid": "LogWrite"}],
         "Version": "2012-10-17"}
        """;
    aws.iam()
        .createPolicyVersion(
            call -> call.policyArn(POLICY_ARN).policyDocument(spelled).setAsDefault(true));
    writes.clear();
    run();
    assertEquals(List.of(), writes);
  }

  @Test
  void changedPolicyBecomesANewVersion() {
    run();
    writes.clear();
    settings.tables = List.of("chirp");
    RecordedProgress lines = run();
    assertEquals(List.of("iam:CreatePolicyVersion"), writes);
    assertTrue(document().contains("arn:aws:dynamodb:us-east-1:000000000000:table/chirp/index/*"));
    assertTrue(lines.shown().contains("    +       \"Sid\": \"Tables\","), lines::text);
    assertTrue(lines.shown().contains("        \"Version\": \"2012-10-17\","), lines::text);
  }

  @Row(32)
  @Test
  void oldestVersionIsDeletedButNotTheDefault() {
    run();
    for (String table : List.of("t2t", "t3t", "t4t", "t5t")) {
      settings.tables = List.of(table);
      run();
    }
    aws.iam().setDefaultPolicyVersion(call -> call.policyArn(POLICY_ARN).versionId("v1"));
    writes.clear();
    settings.tables = List.of("t6t");
    run();
    assertEquals(List.of("iam:DeletePolicyVersion", "iam:CreatePolicyVersion"), writes);
    assertEquals(
        List.of("v1", "v3", "v4", "v5", "v6"),
        aws.iam().listPolicyVersions(call -> call.policyArn(POLICY_ARN)).versions().stream()
            .map(PolicyVersion::versionId)
            .toList());
    assertTrue(document().contains("t6t"));
  }

  @Test
  void driftOfTheRoleIsFixed() {
    run();
    aws.iam()
        .updateAssumeRolePolicy(
            call ->
                call.roleName("chirp-prod")
                    .policyDocument(
                        PolicyDocument.trustOfLambda().compact().replace("lambda", "ec2")));
    aws.iam().detachRolePolicy(call -> call.roleName("chirp-prod").policyArn(POLICY_ARN));
    settings.boundary = Optional.of("arn:aws:iam::aws:policy/PowerUserAccess");
    settings.tags = Map.of("team", "birds");
    RecordedProgress lines = run();
    assertEquals(PolicyDocument.trustOfLambda(), role().trust());
    assertEquals(Optional.of("arn:aws:iam::aws:policy/PowerUserAccess"), role().boundary());
    assertEquals("birds", role().tags().get("team"));
    assertEquals(List.of(POLICY_ARN), role().attached());
    assertTrue(
        lines.shown().contains("    -         \"Service\": \"ec2.amazonaws.com\""), lines::text);
  }

  @Row(34)
  @Test
  void someoneElsesRoleIsShownAndNotTouched() {
    aws.iam()
        .createRole(
            call ->
                call.roleName("chirp-prod")
                    .assumeRolePolicyDocument(PolicyDocument.trustOfLambda().compact()));
    writes.clear();
    ChirpException failure = refused();
    assertEquals(
        "Role 'chirp-prod' was created by someone else and would change as shown; -Dchirp.adopt takes it over. Nothing was changed.",
        failure.problem());
    assertEquals(
        "-Dchirp.roleName=chirp-prod-2 -Dchirp.policyName=chirp-lambda-policy-2",
        failure.suggestion());
    assertEquals(List.of(), writes);
    setup(true, new RecordedProgress()).run(false);
    assertTrue(Settings.OWNER.owns(role().tags()));
    assertEquals(List.of(POLICY_ARN), role().attached());
  }

  @Test
  void otherProjectsPolicyMayBeSharedButNotOverwritten() {
    run();
    writes.clear();
    settings.owner = new Ownership("com.acme:fishes");
    RecordedProgress shared = run();
    assertEquals(List.of(), writes);
    assertTrue(shared.text().contains("created by chirp for com.acme:birds"), shared::text);
    settings.tables = List.of("fishes");
    assertEquals(
        "Policy 'chirp-lambda-policy' was created by chirp for com.acme:birds and would change as shown; -Dchirp.adopt takes it over. Nothing was changed.",
        refused().problem());
    assertEquals(List.of(), writes);
  }

  @Test
  void someoneElsesRoleWithMorePermissionsIsWarnedAbout() {
    run();
    String admin = "arn:aws:iam::aws:policy/AdministratorAccess";
    aws.iam().attachRolePolicy(call -> call.roleName("chirp-prod").policyArn(admin));
    RecordedProgress ours = run();
    assertTrue(
        ours.shown().contains("The role also has another policy, which Chirp keeps: " + admin));
    settings.owner = new Ownership("com.acme:fishes");
    assertTrue(
        run()
            .shown()
            .contains(
                "WARN Role 'chirp-prod' of chirp for com.acme:birds has another policy, which the functions get too: "
                    + admin));
  }

  @Test
  void addedTrustConditionStays() {
    run();
    String trust =
        PolicyDocument.trustOfLambda()
            .compact()
            .replace(
                "\"Action\"",
                "\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":\"000000000000\"}},\"Action\"");
    aws.iam().updateAssumeRolePolicy(call -> call.roleName("chirp-prod").policyDocument(trust));
    writes.clear();
    RecordedProgress lines = run();
    assertEquals(List.of(), writes);
    assertTrue(
        lines
            .shown()
            .contains("The trust policy of role 'chirp-prod' has a Condition, which Chirp keeps."),
        lines::text);
  }

  @Row(33)
  @Test
  void raceWithAnotherRunConverges() {
    AtomicInteger races = new AtomicInteger();
    before.put(
        "iam:CreateRole",
        () -> {
          if (races.getAndIncrement() == 0) {
            new IamWriter(aws).createRole(settings.build().role());
          }
        });
    RecordedProgress lines = run();
    assertTrue(
        lines.shown().contains("Someone else changed them first; reading again."), lines::text);
    assertEquals(List.of(POLICY_ARN), role().attached());
  }

  @Row(33)
  @Test
  void concurrentModificationIsRetried() {
    AtomicInteger refusals = new AtomicInteger();
    before.put(
        "iam:AttachRolePolicy",
        () -> {
          if (refusals.getAndIncrement() < 3) {
            throw new AwsError(409, "ConcurrentModification", "Somebody else is at it.");
          }
        });
    run();
    assertEquals(List.of(POLICY_ARN), role().attached());
  }

  @Test
  void missingBoundaryIsNotRetried() {
    settings.boundary = Optional.of("arn:aws:iam::000000000000:policy/none");
    assertTrue(
        refused()
            .problem()
            .contains(
                "Scope ARN: arn:aws:iam::000000000000:policy/none does not exist or is not attachable."));
    assertEquals(List.of("iam:CreatePolicy", "iam:CreateRole"), writes);
  }

  @Test
  void newPolicyIsAttachedOnceIamKnowsIt() {
    AtomicInteger refusals = new AtomicInteger();
    before.put(
        "iam:AttachRolePolicy",
        () -> {
          if (refusals.getAndIncrement() < 3) {
            throw new AwsError(404, "NoSuchEntity", "Policy does not exist or is not attachable.");
          }
        });
    run();
    assertEquals(List.of(POLICY_ARN), role().attached());
  }

  @Test
  void permanentFailureIsReportedInAwssWords() {
    before.put(
        "iam:AttachRolePolicy",
        () -> {
          throw new AwsError(409, "LimitExceeded", "Cannot exceed quota for PoliciesPerRole: 10");
        });
    assertTrue(refused().problem().contains("Cannot exceed quota for PoliciesPerRole: 10"));
  }

  @Row(35)
  @Test
  void nextRunFinishesAnInterruptedOne() {
    before.put(
        "iam:AttachRolePolicy",
        () -> {
          throw new AwsError(403, "AccessDenied", "User is not authorized");
        });
    ChirpException failure = refused();
    assertTrue(
        failure
            .problem()
            .startsWith(
                "AWS refused iam:AttachRolePolicy for policy 'chirp-lambda-policy' and role 'chirp-prod' in us-east-1 (AccessDenied"),
        failure::problem);
    assertTrue(failure.suggestion().contains("give its \"setupIam\""), failure::suggestion);
    before.clear();
    writes.clear();
    run();
    assertEquals(List.of("iam:AttachRolePolicy"), writes);
  }

  @Test
  void setupReturnsOnceTheChangesAreVisible() {
    AtomicInteger hidden = new AtomicInteger();
    before.put(
        "iam:GetPolicyVersion",
        () -> {
          if (hidden.getAndIncrement() < 4) {
            throw new AwsError(404, "NoSuchEntity", "Not here yet.");
          }
        });
    run();
    assertEquals(5, hidden.get());
    before.put(
        "iam:GetRole",
        () -> {
          if (writes.contains("iam:CreatePolicyVersion")) {
            throw new AwsError(404, "NoSuchEntity", "Never seen.");
          }
        });
    settings.tables = List.of("chirp");
    assertEquals(
        "IAM does not show the changes to role 'chirp-prod' and policy 'chirp-lambda-policy' after 60 s.",
        refused().problem());
  }

  @Test
  void nameTakenAtAnotherPathIsExplained() {
    run();
    settings.path = "/team/";
    settings.roleName = "other";
    ChirpException failure = refused();
    assertTrue(failure.problem().endsWith("exists, but shows none at path '/team/'."));
    settings.roleName = "chirp-prod";
    assertEquals(
        "Role 'chirp-prod' is at path '/', but chirp.iamPath is '/team/', and IAM cannot move a role.",
        refused().problem());
  }

  @Test
  void removalDeletesWhatThisProjectCreated() {
    run();
    settings.tables = List.of("chirp");
    run();
    RemovalPlan plan = new RoleRemoval(aws, Settings.OWNER, "chirp-prod", POLICY_ARN).plan();
    assertEquals(
        List.of(
            "- policy " + POLICY_ARN + " detached from role chirp-prod",
            "- role chirp-prod",
            "- version v1 of policy 'chirp-lambda-policy'",
            "- policy 'chirp-lambda-policy'"),
        plan.lines());
    apply(plan);
    assertTrue(new IamReader(aws).role("chirp-prod").isEmpty());
    assertTrue(new IamReader(aws).policy(POLICY_ARN).isEmpty());
    assertTrue(new RoleRemoval(aws, Settings.OWNER, "chirp-prod", POLICY_ARN).plan().isEmpty());
  }

  @Test
  void removalLeavesWhatOthersCreatedOrUse() {
    run();
    RemovalPlan others =
        new RoleRemoval(aws, new Ownership("com.acme:fishes"), "chirp-prod", POLICY_ARN).plan();
    assertTrue(others.isEmpty());
    assertEquals(
        "The role 'chirp-prod' stays: it was created by chirp for com.acme:birds.",
        others.notes().get(0));
    aws.iam()
        .createRole(
            call ->
                call.roleName("other")
                    .tags(Tag.builder().key("k").value("v").build())
                    .assumeRolePolicyDocument(PolicyDocument.trustOfLambda().compact()));
    aws.iam().attachRolePolicy(call -> call.roleName("other").policyArn(POLICY_ARN));
    RemovalPlan shared = new RoleRemoval(aws, Settings.OWNER, "chirp-prod", POLICY_ARN).plan();
    assertEquals(
        List.of("The policy 'chirp-lambda-policy' stays: it is also attached to other."),
        shared.notes());
    apply(shared);
    assertFalse(new IamReader(aws).policy(POLICY_ARN).isEmpty());
    assertTrue(new IamReader(aws).role("chirp-prod").isEmpty());
  }

  @Test
  void removalDoesNotWaitForIamOnceTheGateIsClosed() {
    run();
    RemovalPlan plan = new RoleRemoval(aws, Settings.OWNER, "chirp-prod", POLICY_ARN).plan();
    try (StartGate gate = StartGate.begin(new RecordedProgress())) {
      before.put(
          "iam:DeletePolicy",
          () -> {
            gate.stop("Ctrl-C");
            throw new AwsError(409, "DeleteConflict", "The policy is attached to an entity.");
          });
      ChirpException failure =
          assertThrows(ChirpException.class, () -> plan.apply(new RecordedProgress(), gate));
      assertEquals(
          "IAM still used policy 'chirp-lambda-policy', and it was not removed, because of Ctrl-C.",
          failure.problem());
    }
    assertEquals(1, writes.stream().filter("iam:DeletePolicy"::equals).count());
  }

  private static void apply(RemovalPlan plan) {
    try (StartGate gate = StartGate.begin(new RecordedProgress())) {
      plan.apply(new RecordedProgress(), gate);
    }
  }
}
