package dev.chirp.internal.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsSettings;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Server.Interceptor;
import dev.chirp.internal.sandbox.http.Service;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.TrustPolicies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.Runtime;

class UndeploymentTest implements Interceptor {
  private static final Ownership OURS = new Ownership("com.acme:chirp");
  private static final Ownership THEIRS = new Ownership("com.acme:other");

  @TempDir private Path directory;
  private SandboxServer sandbox;
  private Aws aws;
  private final RecordedProgress said = new RecordedProgress();

  /** Paths and targets that get a 403 response. */
  private final Set<String> denied = new HashSet<>();

  private Runnable onConflict = () -> {};
  private int conflicts;

  /** The number of requested pages of log groups, and the request that fails. */
  private int pages;

  private int brokenPage;

  @BeforeEach
  void start() {
    sandbox =
        SandboxServer.builder()
            .directory(directory)
            .delays(Duration.ZERO, Duration.ZERO, Duration.ZERO)
            .interceptor(this)
            .start();
    aws = Aws.connect(AwsSettings.ofSandbox(sandbox.address(), Optional.empty()));
    aws.iam()
        .createRole(
            role -> role.roleName("chirp-prod").assumeRolePolicyDocument(TrustPolicies.LAMBDA));
  }

  @AfterEach
  void stop() {
    aws.close();
    sandbox.close();
  }

  @Override
  public Response answer(String action, Call call, Service service) throws IOException {
    if (denied.contains(action + " " + call.path())) {
      throw new AwsError(403, "AccessDeniedException", "no");
    }
    if (action.equals("logs:DescribeLogGroups") && ++pages == brokenPage) {
      throw new AwsError(500, "InternalFailure", "It broke.");
    }
    if (action.equals("lambda:DeleteFunction") && conflicts > 0) {
      conflicts--;
      onConflict.run();
      throw new AwsError(409, "ResourceConflictException", "An update is in progress");
    }
    return service.answer(call);
  }

  private void apply(Undeployment undeployment, UndeployPlan plan) {
    try (StartGate gate = StartGate.begin(said)) {
      undeployment.apply(plan, gate);
    }
  }

  @Test
  void nothingMoreIsRemovedOnceTheGateIsClosed() {
    make("chirp_a", OURS.tags());
    Undeployment undeployment = new Undeployment(aws, OURS, said);
    UndeployPlan plan = undeployment.plan("chirp_", Optional.empty());
    try (StartGate gate = StartGate.begin(said)) {
      gate.stop("Ctrl-C");
      ChirpException failure =
          assertThrows(ChirpException.class, () -> undeployment.apply(plan, gate));
      assertEquals(
          """
          Some things could not be removed:
            Did not try to remove function 'chirp_a', because of Ctrl-C.
            Did not try to remove log group '/aws/lambda/chirp_a', because of Ctrl-C.
          Try: mvn chirp:undeploy""",
          failure.getMessage());
    }
    assertEquals(List.of("chirp_a"), functions());
    assertEquals(List.of("/aws/lambda/chirp_a"), groups());
  }

  @Test
  void removalDoesNotWaitForLambdaOnceTheGateIsClosed() {
    make("chirp_a", OURS.tags());
    conflicts = 2;
    Undeployment undeployment = new Undeployment(aws, OURS, said);
    UndeployPlan plan = undeployment.plan("chirp_", Optional.empty());
    try (StartGate gate = StartGate.begin(said)) {
      onConflict = () -> gate.stop("Ctrl-C");
      ChirpException failure =
          assertThrows(ChirpException.class, () -> undeployment.apply(plan, gate));
      assertEquals(
          """
          Some things could not be removed:
            Lambda was busy with function 'chirp_a', and it was not removed, because of Ctrl-C.
          Try: mvn chirp:undeploy""",
          failure.getMessage());
    }
    assertEquals(1, conflicts, "one call");
    assertEquals(List.of("chirp_a"), functions());
  }

  @Test
  void onlyResourcesOfThisProjectAreRemoved() {
    make("chirp_a", OURS.tags());
    make("chirp_b", OURS.tags());
    make("chirp_theirs", THEIRS.tags());
    make("chirp_manual", Map.of());
    make("other_a", OURS.tags());
    Undeployment undeployment = new Undeployment(aws, OURS, said);
    UndeployPlan plan = undeployment.plan("chirp_", Optional.empty());
    assertEquals(
        List.of(
            "Remove function 'chirp_a'",
            "Remove function 'chirp_b'",
            "Remove log group '/aws/lambda/chirp_a'",
            "Remove log group '/aws/lambda/chirp_b'",
            "Leave function 'chirp_manual': it was created by someone else",
            "Leave function 'chirp_theirs': it was created by chirp for com.acme:other",
            "Leave log group '/aws/lambda/chirp_manual': it has no tags, like the log groups that Lambda creates",
            "Leave log group '/aws/lambda/chirp_theirs': it was created by chirp for com.acme:other"),
        plan.lines());
    assertEquals("2 functions and 2 log groups", plan.counted());
    assertEquals(5, functions().size());
    apply(undeployment, plan);
    assertEquals(List.of("chirp_manual", "chirp_theirs", "other_a"), functions());
    assertEquals(
        List.of("/aws/lambda/chirp_manual", "/aws/lambda/chirp_theirs", "/aws/lambda/other_a"),
        groups());
    assertEquals("Removed function 'chirp_a'.", said.lines.get(0));
    assertTrue(undeployment.plan("chirp_", Optional.empty()).isEmpty());
  }

  @Test
  void eachPageOfLogGroupsIsRetriedAlone() {
    for (int i = 0; i < 60; i++) {
      String name = "/aws/lambda/chirp_" + i;
      aws.logs().createLogGroup(r -> r.logGroupName(name));
    }
    brokenPage = 2;
    UndeployPlan plan = new Undeployment(aws, OURS, said).plan("chirp_", Optional.empty());
    assertEquals(60, plan.lines().size());
    assertEquals(3, pages);
  }

  @Test
  void onlyTheNamedFunctionIsRemoved() {
    make("chirp_a", OURS.tags());
    make("chirp_ab", OURS.tags());
    Undeployment undeployment = new Undeployment(aws, OURS, said);
    apply(undeployment, undeployment.plan("chirp_", Optional.of("a")));
    assertEquals(List.of("chirp_ab"), functions());
    assertEquals(List.of("/aws/lambda/chirp_ab"), groups());
  }

  @Test
  void versionsAliasesAndUrlsAreRemovedWithTheirFunction() {
    make("chirp_a", OURS.tags());
    aws.lambda().publishVersion(r -> r.functionName("chirp_a"));
    aws.lambda().createAlias(r -> r.functionName("chirp_a").name("live").functionVersion("1"));
    aws.lambda()
        .createFunctionUrlConfig(
            r -> r.functionName("chirp_a").qualifier("live").authType("AWS_IAM"));
    Undeployment undeployment = new Undeployment(aws, OURS, said);
    apply(undeployment, undeployment.plan("chirp_", Optional.empty()));
    make("chirp_a", OURS.tags());
    assertEquals(
        1, aws.lambda().listVersionsByFunction(r -> r.functionName("chirp_a")).versions().size());
    assertEquals(List.of(), aws.lambda().listAliases(r -> r.functionName("chirp_a")).aliases());
    assertEquals(
        List.of(),
        aws.lambda().listFunctionUrlConfigs(r -> r.functionName("chirp_a")).functionUrlConfigs());
  }

  @Test
  void missingResourceIsNotAFailure() {
    make("chirp_a", OURS.tags());
    Undeployment undeployment = new Undeployment(aws, OURS, said);
    UndeployPlan plan = undeployment.plan("chirp_", Optional.empty());
    apply(undeployment, plan);
    apply(undeployment, plan);
    assertTrue(undeployment.plan("chirp_", Optional.empty()).isEmpty());
  }

  @Test
  void missingNamedFunctionIsAFailure() {
    make("chirp_a", OURS.tags());
    Undeployment undeployment = new Undeployment(aws, OURS, said);
    ChirpException failure =
        assertThrows(
            ChirpException.class,
            () ->
                undeployment.requireFound(
                    undeployment.plan("chirp_", Optional.of("typo")), "chirp_typo"));
    assertEquals(
        """
        Function 'chirp_typo' does not exist in us-east-1, nor does its log group.
        Try: mvn chirp:undeploy -Dchirp.dryRun -Dchirp.sandbox, which lists what exists""",
        failure.getMessage());
  }

  @Test
  void dryRunWithAFailedReadIsAFailure() {
    make("chirp_a", OURS.tags());
    denied.add("lambda:GetFunction /2015-03-31/functions/chirp_a");
    UndeployPlan plan = new Undeployment(aws, OURS, said).plan("chirp_", Optional.empty());
    ChirpException failure =
        assertThrows(ChirpException.class, () -> Undeployment.requireRead(plan));
    assertTrue(failure.problem().startsWith("Some things could not be read:"), failure::problem);
  }

  @Test
  void oneFailureDoesNotStopTheRest() {
    make("chirp_a", OURS.tags());
    make("chirp_b", OURS.tags());
    make("chirp_c", OURS.tags());
    denied.add("lambda:DeleteFunction /2015-03-31/functions/chirp_a");
    denied.add("lambda:GetFunction /2015-03-31/functions/chirp_c");
    Undeployment undeployment = new Undeployment(aws, OURS, said);
    UndeployPlan plan = undeployment.plan("chirp_", Optional.empty());
    ChirpException failure = assertThrows(ChirpException.class, () -> apply(undeployment, plan));
    assertTrue(
        failure.problem().contains("lambda:DeleteFunction for function 'chirp_a'"),
        failure::problem);
    assertTrue(
        failure.problem().contains("lambda:GetFunction for function 'chirp_c'"), failure::problem);
    assertEquals(List.of("chirp_a", "chirp_c"), functions());
    assertTrue(
        groups().contains("/aws/lambda/chirp_a"), "the log of a function that is still there");
  }

  @Test
  void logOfARemainingFunctionIsKept() {
    make("chirp_theirs", THEIRS.tags(), OURS.tags());
    make("chirp_hidden", OURS.tags());
    denied.add("lambda:GetFunction /2015-03-31/functions/chirp_hidden");
    Undeployment undeployment = new Undeployment(aws, OURS, said);
    UndeployPlan plan = undeployment.plan("chirp_", Optional.empty());
    assertTrue(plan.isEmpty(), () -> plan.lines().toString());
    assertTrue(
        plan.lines().contains("Leave log group '/aws/lambda/chirp_theirs': its function stays"),
        () -> plan.lines().toString());
    assertThrows(ChirpException.class, () -> apply(undeployment, plan));
    assertEquals(List.of("/aws/lambda/chirp_hidden", "/aws/lambda/chirp_theirs"), groups());
  }

  @Test
  void logOfADeletedFunctionIsRemoved() {
    make("chirp_a", OURS.tags());
    aws.lambda().deleteFunction(r -> r.functionName("chirp_a"));
    denied.add("lambda:ListFunctions /2015-03-31/functions");
    Undeployment undeployment = new Undeployment(aws, OURS, said);
    UndeployPlan plan = undeployment.plan("chirp_", Optional.empty());
    assertThrows(ChirpException.class, () -> apply(undeployment, plan));
    assertEquals(List.of(), groups());
  }

  @Test
  void removalWaitsForAnUpdatingFunction() {
    make("chirp_a", OURS.tags());
    conflicts = 2;
    Undeployment undeployment = new Undeployment(aws, OURS, said);
    apply(undeployment, undeployment.plan("chirp_", Optional.empty()));
    assertEquals(List.of(), functions());
  }

  @Test
  void allPagesAreRead() {
    for (int i = 10; i < 65; i++) {
      make("chirp_f" + i, OURS.tags());
    }
    assertEquals(
        "55 functions and 55 log groups",
        new Undeployment(aws, OURS, said).plan("chirp_", Optional.empty()).counted());
  }

  private void make(String name, Map<String, String> tags) {
    make(name, tags, tags);
  }

  private void make(String name, Map<String, String> tags, Map<String, String> groupTags) {
    aws.lambda()
        .createFunction(
            r ->
                r.functionName(name)
                    .runtime(Runtime.JAVA17)
                    .handler("acme.A::handleRequest")
                    .role("arn:aws:iam::000000000000:role/chirp-prod")
                    .code(code -> code.zipFile(SdkBytes.fromByteArray(zip())))
                    .tags(tags));
    aws.logs().createLogGroup(r -> r.logGroupName("/aws/lambda/" + name).tags(groupTags));
  }

  private static byte[] zip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("a.txt"));
      zip.write('a');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private List<String> functions() {
    return aws.lambda().listFunctionsPaginator().functions().stream()
        .map(FunctionConfiguration::functionName)
        .sorted()
        .toList();
  }

  private List<String> groups() {
    return aws.logs().describeLogGroupsPaginator(r -> {}).logGroups().stream()
        .map(LogGroup::logGroupName)
        .toList();
  }
}
