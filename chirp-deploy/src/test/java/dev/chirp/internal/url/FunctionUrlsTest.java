package dev.chirp.internal.url;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.aws.TimeLimit;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.FunctionUrl;
import dev.chirp.internal.release.ReleaseWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.FunctionUrlAuthType;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class FunctionUrlsTest {
  @TempDir private Path directory;
  private ReleaseWorld world;

  @BeforeEach
  void begin() {
    world = new ReleaseWorld(directory);
    world.create("chirp_a");
    world.release("chirp_a");
    world.faults().forget();
  }

  @AfterEach
  void end() {
    world.close();
  }

  private FunctionUrls urls(FunctionUrl.Access access) {
    return new FunctionUrls(world.aws, access, Optional.of(ReleaseWorld.LIVE), world.said);
  }

  private FunctionUrl make(FunctionUrl.Access access) {
    FunctionUrls urls = urls(access);
    return apply(urls, urls.plan(List.of("chirp_a"))).get(0);
  }

  private List<FunctionUrl> apply(FunctionUrls urls, UrlPlan plan) {
    try (StartGate gate = StartGate.begin(world.said)) {
      return urls.apply(plan, late -> {}, gate);
    }
  }

  private String policy() {
    return world.lambda().getPolicy(r -> r.functionName("chirp_a").qualifier("live")).policy();
  }

  private FunctionUrlAuthType authType() {
    return world
        .lambda()
        .getFunctionUrlConfig(r -> r.functionName("chirp_a").qualifier("live"))
        .authType();
  }

  @Test
  void publicUrlHasBothStatementsOnTheAlias() {
    FunctionUrl made = make(FunctionUrl.Access.PUBLIC);
    assertTrue(made.url().matches("http://127\\.0\\.0\\.1:\\d+/"), made::url);
    assertEquals(FunctionUrlAuthType.NONE, authType());
    String resource = "arn:aws:lambda:eu-west-1:000000000000:function:chirp_a:live";
    assertEquals(
        """
        {"Version":"2012-10-17","Id":"default","Statement":[\
        {"Sid":"chirp-public-url","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunctionUrl",\
        "Resource":"%s","Condition":{"StringEquals":{"lambda:FunctionUrlAuthType":"NONE"}}},\
        {"Sid":"chirp-public-url-invoke","Effect":"Allow","Principal":"*","Action":"lambda:InvokeFunction",\
        "Resource":"%s","Condition":{"Bool":{"lambda:InvokedViaFunctionUrl":"true"}}}]}"""
            .formatted(resource, resource),
        policy());
  }

  @Test
  void urlWithoutAnAliasIsTheFunctionsOwn() {
    FunctionUrls urls =
        new FunctionUrls(world.aws, FunctionUrl.Access.PUBLIC, Optional.empty(), world.said);
    apply(urls, urls.plan(List.of("chirp_a")));
    assertTrue(urls.plan(List.of("chirp_a")).isUnchanged());
    assertEquals(
        FunctionUrlAuthType.NONE,
        world.lambda().getFunctionUrlConfig(r -> r.functionName("chirp_a")).authType());
    assertThrows(ResourceNotFoundException.class, this::policy);
  }

  @Test
  void secondRunWritesNothing() {
    String url = make(FunctionUrl.Access.PUBLIC).url();
    world.faults().forget();
    assertTrue(urls(FunctionUrl.Access.PUBLIC).plan(List.of("chirp_a")).isUnchanged());
    assertEquals(url, make(FunctionUrl.Access.PUBLIC).url());
    assertEquals(List.of(), world.writes());
  }

  @Test
  void publicUrlCanBeClosed() {
    String url = make(FunctionUrl.Access.PUBLIC).url();
    assertEquals(
        List.of("chirp_a:live  URL: public, open to everyone -> iam"),
        urls(FunctionUrl.Access.IAM).plan(List.of("chirp_a")).lines());
    assertEquals(url, make(FunctionUrl.Access.IAM).url());
    assertEquals(FunctionUrlAuthType.AWS_IAM, authType());
    assertThrows(ResourceNotFoundException.class, this::policy);
  }

  @Test
  void urlWithIamNeedsNoStatement() {
    make(FunctionUrl.Access.IAM);
    assertEquals(FunctionUrlAuthType.AWS_IAM, authType());
    assertEquals(0, world.count("lambda:AddPermission"));
  }

  @Test
  void unfinishedUrlIsFinished() {
    make(FunctionUrl.Access.PUBLIC);
    world
        .lambda()
        .removePermission(
            r ->
                r.functionName("chirp_a").qualifier("live").statementId("chirp-public-url-invoke"));
    world.faults().forget();
    make(FunctionUrl.Access.PUBLIC);
    assertEquals(1, world.count("lambda:AddPermission"));
    assertTrue(policy().contains("chirp-public-url-invoke"));
  }

  @Test
  void existingStatementIsNotAFailure() {
    make(FunctionUrl.Access.PUBLIC);
    world.faults().forget();
    world
        .faults()
        .on("lambda:GetPolicy")
        .first(1)
        .then(Fault.refused(404, "ResourceNotFoundException", "not seen yet"));
    assertEquals("", make(FunctionUrl.Access.PUBLIC).problem());
  }

  @Test
  void lostResponseIsNotAFailureIfTheUrlExists() {
    for (String action :
        List.of("CreateFunctionUrlConfig", "AddPermission", "UpdateFunctionUrlConfig")) {
      world.faults().on("lambda:" + action).first(1).then(Fault.droppedAfter());
    }
    FunctionUrl made = make(FunctionUrl.Access.PUBLIC);
    assertEquals("", made.problem());
    assertEquals("none -> public", made.change());
    assertTrue(policy().contains("chirp-public-url-invoke"));
    assertEquals("", make(FunctionUrl.Access.IAM).problem());
    assertEquals(FunctionUrlAuthType.AWS_IAM, authType());
  }

  @Test
  void missingResponseIsNotAFailureIfTheChangeWasMade() {
    world.faults().on("lambda:CreateFunctionUrlConfig").then(Fault.droppedAfter());
    assertEquals("", make(FunctionUrl.Access.PUBLIC).problem());
  }

  @Test
  void urlCreatedByOthersIsChanged() {
    FunctionUrls urls = urls(FunctionUrl.Access.PUBLIC);
    UrlPlan plan = urls.plan(List.of("chirp_a"));
    make(FunctionUrl.Access.IAM);
    assertEquals("", apply(urls, plan).get(0).problem());
    assertEquals(FunctionUrlAuthType.NONE, authType());
  }

  @Test
  void invisibleChangeIsAFailure() {
    world
        .faults()
        .on("lambda:GetPolicy")
        .then(Fault.refused(404, "ResourceNotFoundException", "never seen"));
    assertEquals("", make(FunctionUrl.Access.IAM).problem());
    assertTrue(make(FunctionUrl.Access.PUBLIC).problem().startsWith("its URL is not public: "));
  }

  private static String staying(String shown, String of, String url) {
    return "%s  URL: %s stays, public, open to everyone; this closes it: ".formatted(shown, url)
        + "aws lambda delete-function-url-config%s && ".formatted(of)
        + "aws lambda remove-permission%s --statement-id chirp-public-url && ".formatted(of)
        + "aws lambda remove-permission%s --statement-id chirp-public-url-invoke".formatted(of);
  }

  @Test
  void accessNoneWarnsAboutPublicUrlsAndChangesNothing() {
    String url = make(FunctionUrl.Access.PUBLIC).url();
    UrlPlan plan = urls(FunctionUrl.Access.NONE).plan(List.of("chirp_a"));
    assertEquals(
        List.of(staying("chirp_a:live", " --function-name chirp_a --qualifier live", url)),
        plan.warnings());
    assertEquals(List.of(), plan.lines());
  }

  @Test
  void accessNoneShowsUrlsWithIam() {
    String url = make(FunctionUrl.Access.IAM).url();
    UrlPlan plan = urls(FunctionUrl.Access.NONE).plan(List.of("chirp_a"));
    assertEquals(
        List.of(
            "chirp_a:live  URL: %s stays, iam; this removes it: aws lambda delete-function-url-config --function-name chirp_a --qualifier live"
                .formatted(url)),
        plan.lines());
    assertEquals(List.of(), plan.warnings());
  }

  @Test
  void leftoverStatementsAreWarnedAbout() {
    make(FunctionUrl.Access.PUBLIC);
    world.lambda().deleteFunctionUrlConfig(r -> r.functionName("chirp_a").qualifier("live"));
    String warning = urls(FunctionUrl.Access.NONE).plan(List.of("chirp_a")).warnings().get(0);
    assertEquals(
        "chirp_a:live  URL: none, but the policy would let everyone call it (chirp-public-url, chirp-public-url-invoke); this removes it: "
            + "aws lambda remove-permission --function-name chirp_a --qualifier live --statement-id chirp-public-url && "
            + "aws lambda remove-permission --function-name chirp_a --qualifier live --statement-id chirp-public-url-invoke",
        warning);
  }

  @Test
  void remainingPublicUrlOfTheFunctionIsWarnedAbout() {
    FunctionUrls own =
        new FunctionUrls(world.aws, FunctionUrl.Access.PUBLIC, Optional.empty(), world.said);
    String url = apply(own, own.plan(List.of("chirp_a"))).get(0).url();
    make(FunctionUrl.Access.IAM);
    UrlPlan plan = urls(FunctionUrl.Access.IAM).plan(List.of("chirp_a"));
    assertEquals(List.of(staying("chirp_a", " --function-name chirp_a", url)), plan.warnings());
    assertEquals(List.of("chirp_a:live  URL: iam, unchanged"), plan.lines());
    assertTrue(plan.isUnchanged());
  }

  @Test
  void remainingPublicUrlOfAnOldAliasIsWarnedAbout() {
    String url = make(FunctionUrl.Access.PUBLIC).url();
    FunctionUrls own =
        new FunctionUrls(world.aws, FunctionUrl.Access.IAM, Optional.empty(), world.said);
    UrlPlan plan = own.plan(List.of("chirp_a"));
    assertEquals(
        List.of(staying("chirp_a:live", " --function-name chirp_a --qualifier live", url)),
        plan.warnings());
    assertEquals(List.of("chirp_a  URL: none -> iam"), plan.lines());
  }

  @Test
  void publicUrlIsWarnedAbout() {
    assertEquals(
        List.of(
            "chirp.functionUrl is public: anyone who knows the URL of chirp_a:live can call it without credentials, at your cost."),
        urls(FunctionUrl.Access.PUBLIC).plan(List.of("chirp_a")).warnings());
    assertEquals(List.of(), urls(FunctionUrl.Access.IAM).plan(List.of("chirp_a")).warnings());
  }

  @Test
  void failureBelongsToItsFunction() {
    world
        .faults()
        .on("lambda:AddPermission")
        .then(Fault.refused(403, "AccessDeniedException", "no"));
    FunctionUrl failed = make(FunctionUrl.Access.PUBLIC);
    assertTrue(
        failed.problem().startsWith("its URL is not public: AWS refused lambda:AddPermission"),
        failed::problem);
  }

  @Test
  void invalidAccessIsRefused() {
    assertEquals(
        """
        <functionUrl> is 'open' (or -Dchirp.functionUrl), but it can be iam, public or none.
        Try: -Dchirp.functionUrl=iam""",
        assertThrows(ChirpException.class, () -> FunctionUrl.Access.parse("open")).getMessage());
  }

  @Test
  void noUrlIsCreatedAfterCtrlC() {
    FunctionUrls urls = urls(FunctionUrl.Access.PUBLIC);
    UrlPlan plan = urls.plan(List.of("chirp_a"));
    try (StartGate gate = StartGate.begin(world.said)) {
      gate.stop("Ctrl-C");
      assertEquals(
          "its URL is not public: not tried, because of Ctrl-C",
          urls.apply(plan, late -> {}, gate).get(0).problem());
    }
    assertEquals(List.of(), world.writes());
  }

  @Test
  void reachedLimitStartsNoUrl() {
    FunctionUrls urls = urls(FunctionUrl.Access.PUBLIC);
    UrlPlan plan = urls.plan(List.of("chirp_a"));
    try (StartGate gate =
        StartGate.begin(world.said).within(TimeLimit.of(world.time(), Duration.ofMinutes(1)))) {
      world.time().pass(Duration.ofMinutes(1));
      assertEquals(
          "its URL is not public: not tried, because of the time limit of 1 minute (chirp.timeLimit)",
          urls.apply(plan, late -> {}, gate).get(0).problem());
    }
    assertEquals(List.of(), world.writes());
  }
}
