package dev.chirp.internal.iam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsSettings;
import dev.chirp.internal.aws.Ownership;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Someone else changes the same role and policy at the same time. */
class RoleRaceTest {
  private static final String POLICY_ARN = "arn:aws:iam::000000000000:policy/chirp-lambda-policy";

  @TempDir private Path directory;

  /** Runs once, before the action gets its response. */
  private final Map<String, Runnable> before = new ConcurrentHashMap<>();

  private final Settings settings = new Settings();
  private final RecordedProgress lines = new RecordedProgress();
  private SandboxServer sandbox;
  private Aws aws;

  @BeforeEach
  void start() {
    sandbox =
        SandboxServer.builder()
            .directory(directory)
            .interceptor(
                (action, call, service) -> {
                  Optional.ofNullable(before.remove(action)).ifPresent(Runnable::run);
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

  private void run() {
    IamSettings built = settings.build();
    new RoleSetup(aws, built.owner(), built.role(), built.policy(Settings.SCOPE), false, lines)
        .run(false);
  }

  private void runFor(String... tables) {
    for (String table : tables) {
      settings.tables = List.of(table);
      run();
    }
  }

  private String document() {
    return new IamReader(aws).policy(POLICY_ARN).orElseThrow().document().compact();
  }

  @Test
  void deletedVersionMakesRoomToo() {
    runFor("t1t", "t2t", "t3t", "t4t", "t5t");
    before.put(
        "iam:DeletePolicyVersion",
        () -> aws.iam().deletePolicyVersion(call -> call.policyArn(POLICY_ARN).versionId("v1")));
    runFor("t6t");
    assertTrue(document().contains("t6t"));
  }

  @Test
  void concurrentlyCreatedRoleIsLogged() {
    dev.chirp.testkit.RecordedProgress log = new dev.chirp.testkit.RecordedProgress();
    before.put("iam:CreateRole", this::run);
    IamSettings built = settings.build();
    new RoleSetup(aws, built.owner(), built.role(), built.policy(Settings.SCOPE), false, log)
        .run(false);
    assertTrue(
        log.traces().stream()
            .anyMatch(
                trace ->
                    trace.startsWith("DEBUG Someone else created or changed it")
                        && trace.contains("EntityAlreadyExistsException")),
        log.lines::toString);
  }

  @Row(33)
  @Test
  void newDefaultVersionStays() {
    runFor("t1t", "t2t", "t3t", "t4t", "t5t");
    before.put(
        "iam:DeletePolicyVersion",
        () ->
            aws.iam().setDefaultPolicyVersion(call -> call.policyArn(POLICY_ARN).versionId("v1")));
    runFor("t6t");
    assertTrue(
        lines.shown().contains("Someone else changed them first; reading again."), lines::text);
    assertTrue(
        lines.shown().contains("Deleted version v2 of policy 'chirp-lambda-policy'."), lines::text);
    assertTrue(document().contains("t6t"));
  }

  @Test
  void policyDeletedWhileReadIsCreatedAgain() {
    run();
    aws.iam().detachRolePolicy(call -> call.roleName("chirp-prod").policyArn(POLICY_ARN));
    before.put(
        "iam:ListPolicyVersions", () -> aws.iam().deletePolicy(call -> call.policyArn(POLICY_ARN)));
    run();
    assertTrue(document().contains("Logs"));
  }

  @Test
  void fullQuotaIsNotARace() {
    before.put(
        "iam:CreatePolicy",
        () -> {
          throw new AwsError(409, "LimitExceeded", "Cannot exceed quota for Policies: 1500");
        });
    ChirpException failure = assertThrows(ChirpException.class, this::run);
    assertTrue(failure.problem().contains("Policies: 1500"), failure::problem);
    assertFalse(lines.text().contains("Someone else"), lines::text);
  }

  @Test
  void policyNameTakenAtAnotherPathLeavesNoRole() {
    run();
    settings.path = "/team/";
    settings.roleName = "other";
    assertThrows(ChirpException.class, this::run);
    assertTrue(new IamReader(aws).role("other").isEmpty());
  }

  @Test
  void failureSaysThatNothingMoreWasChanged() {
    before.put(
        "iam:CreateRole",
        () -> {
          settings.owner = new Ownership("com.acme:fishes");
          settings.boundary = Optional.of("arn:aws:iam::aws:policy/ReadOnlyAccess");
          new IamWriter(aws).createRole(settings.build().role());
        });
    settings.boundary = Optional.of("arn:aws:iam::aws:policy/PowerUserAccess");
    ChirpException failure = assertThrows(ChirpException.class, this::run);
    assertTrue(failure.problem().endsWith("Nothing more was changed."), failure::problem);
    assertEquals(1, lines.shown().stream().filter(line -> line.startsWith("Created")).count());
  }
}
