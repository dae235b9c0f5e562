package dev.chirp.internal.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.fault.Fault;
import dev.chirp.internal.api.ApiSpec.ApiRoute;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DeployedApi;
import dev.chirp.internal.core.DeployedApi.Outcome;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.Throttling;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.release.ReleaseWorld;
import dev.chirp.testkit.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.ProtocolType;
import software.amazon.awssdk.services.apigatewayv2.model.Route;

class HttpApisTest {
  private static final Ownership OWNER = new Ownership("acme:api");
  private static final ApiRoute A = new ApiRoute("GET /a", "chirp_a", RouteAccess.OPEN);
  private static final ApiRoute B = new ApiRoute("POST /b/{id}", "chirp_b", RouteAccess.OPEN);
  private static final CorsSettings CORS =
      new CorsSettings(
          List.of("https://example.com"), List.of("GET"), List.of(), List.of(), 600, false);

  @TempDir private Path directory;
  private ReleaseWorld world;
  private List<Authorizer> authorizers = List.of();
  private CorsSettings cors = CorsSettings.NONE;
  private Optional<Throttling> throttling = Optional.empty();
  private Optional<String> proof = Optional.empty();
  private String prefix = "chirp_";
  private boolean adopt;

  @BeforeEach
  void begin() {
    world = new ReleaseWorld(directory);
    world.create("chirp_a", "chirp_b");
    world.release("chirp_a", "chirp_b");
    world.faults().forget();
  }

  @AfterEach
  void end() {
    world.close();
  }

  private HttpApis apis(ApiRoute... routes) {
    ApiSpec spec =
        new ApiSpec(
            "birds",
            List.of(routes),
            Optional.of(ReleaseWorld.LIVE),
            authorizers,
            cors,
            throttling,
            OWNER,
            prefix,
            proof);
    return new HttpApis(world.aws, spec, adopt, world.said);
  }

  private DeployedApi deploy(ApiRoute... routes) {
    HttpApis apis = apis(routes);
    try (StartGate gate = StartGate.begin(world.said)) {
      ApiPlan plan = apis.plan();
      if (plan.isUnchanged()) {
        return apis.unchanged(plan);
      }
      try {
        return apis.apply(plan, apis.prepare(plan, gate), gate, Optional.empty());
      } catch (ChirpException e) {
        return apis.failed(plan, e);
      }
    }
  }

  private DeployedApi deployed(ApiRoute... routes) {
    DeployedApi made = deploy(routes);
    assertEquals("", made.problem());
    return made;
  }

  private List<String> plan(ApiRoute... routes) {
    return apis(routes).plan().lines();
  }

  private ApiGatewayV2Client client() {
    return world.aws.apiGateway();
  }

  private String id() {
    return client().getApis(r -> {}).items().get(0).apiId();
  }

  private String shown() {
    return "(%s), %s".formatted(id(), client().getApi(r -> r.apiId(id())).apiEndpoint());
  }

  /** The routes that clients see. The functions cannot run, so those of the API answer 500. */
  private List<String> live() {
    String url = client().getApi(r -> r.apiId(id())).apiEndpoint();
    return List.of("GET /a", "POST /b/1", "GET /c").stream()
        .filter(request -> status(url, request) != 404)
        .toList();
  }

  private static int status(String url, String request) {
    List<String> parts = List.of(request.split(" "));
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(url).resolve(parts.get(1)))
                  .method(parts.get(0), HttpRequest.BodyPublishers.noBody())
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(request, e);
    }
  }

  private List<String> routes() {
    return client().getRoutes(r -> r.apiId(id())).items().stream()
        .map(Route::routeKey)
        .sorted()
        .toList();
  }

  @Test
  void apiIsCreatedWithItsRoutesOnTheAlias() {
    assertEquals(
        List.of(
            "API 'birds'  create, with 2 routes",
            "  + GET /a -> chirp_a:live",
            "  + POST /b/{id} -> chirp_b:live",
            "  + permission to invoke chirp_a:live",
            "  + permission to invoke chirp_b:live"),
        plan(A, B));
    assertEquals(List.of(), world.writes(), "a plan writes nothing");
    DeployedApi made = deployed(A, B);
    assertEquals(Outcome.CREATED, made.outcome());
    assertTrue(made.url().matches("http://127\\.0\\.0\\.1:\\d+"), made::url);
    assertEquals(List.of("GET /a", "POST /b/{id}"), routes());
    assertEquals(List.of("GET /a", "POST /b/1"), live());
    assertEquals(
        List.of("$default"),
        client().getStages(r -> r.apiId(id())).items().stream()
            .map(stage -> stage.stageName())
            .toList());
    assertTrue(
        policy("chirp_a").contains("arn:aws:execute-api:eu-west-1:000000000000:" + id() + "/*"),
        () -> policy("chirp_a"));
  }

  private String policy(String function) {
    return world.lambda().getPolicy(r -> r.functionName(function).qualifier("live")).policy();
  }

  @Test
  void secondDeployWritesNothing() {
    deployed(A, B);
    world.faults().forget();
    assertEquals(List.of("API 'birds'  unchanged " + shown()), plan(A, B));
    assertEquals(Outcome.UNCHANGED, deployed(A, B).outcome());
    assertEquals(List.of(), world.writes());
  }

  @Test
  void changedRoutesAreShownAndMade() {
    deployed(A, B);
    ApiRoute moved = new ApiRoute("GET /a", "chirp_b", RouteAccess.OPEN);
    ApiRoute added = new ApiRoute("GET /c", "chirp_b", RouteAccess.OPEN);
    assertEquals(
        List.of(
            "API 'birds'  update " + shown(),
            "  ~ GET /a: chirp_a:live -> chirp_b:live",
            "  + GET /c -> chirp_b:live",
            "  - POST /b/{id}",
            "  - integration with chirp_a:live"),
        plan(moved, added));
    assertEquals(Outcome.UPDATED, deployed(moved, added).outcome());
    assertEquals(List.of("GET /a", "GET /c"), live());
    assertEquals(1, client().getIntegrations(r -> r.apiId(id())).items().size());
    ChirpException gone = new ChirpProbe().noPolicy();
    assertTrue(gone.problem().contains("ResourceNotFoundException"), gone::problem);
  }

  /** Reads what should not be there. */
  private final class ChirpProbe {
    private ChirpException noPolicy() {
      return assertThrows(
          ChirpException.class,
          () ->
              world.aws.call(
                  "lambda:GetPolicy",
                  "chirp_a",
                  () ->
                      world
                          .aws
                          .lambda()
                          .getPolicy(r -> r.functionName("chirp_a").qualifier("live"))));
    }
  }

  @Test
  void removedPermissionIsGivenAgain() {
    deployed(A);
    String id = "chirp-api-" + id();
    world
        .lambda()
        .removePermission(r -> r.functionName("chirp_a").qualifier("live").statementId(id));
    assertEquals("  + permission to invoke chirp_a:live", plan(A).get(1));
    world.faults().forget();
    deployed(A);
    assertEquals(1, world.writes().size(), () -> world.writes().toString());
    assertTrue(policy("chirp_a").contains(id));
  }

  @Test
  void corsAndThrottlingFollowTheProject() {
    deployed(A);
    cors = CORS;
    throttling = Optional.of(new Throttling(100, 200));
    assertEquals(
        List.of(
            "API 'birds'  update " + shown(),
            "  ~ CORS: none -> origins https://example.com",
            "  ~ throttling: the account's limits -> 100 requests a second, bursts of 200"),
        plan(A));
    deployed(A);
    assertEquals(Outcome.UNCHANGED, deployed(A).outcome());
    assertEquals(
        List.of("https://example.com"),
        client().getApi(r -> r.apiId(id())).corsConfiguration().allowOrigins());
    assertEquals(
        200,
        client()
            .getStage(r -> r.apiId(id()).stageName("$default"))
            .defaultRouteSettings()
            .throttlingBurstLimit());
    cors = CorsSettings.NONE;
    throttling = Optional.empty();
    deployed(A);
    assertEquals(Outcome.UNCHANGED, deployed(A).outcome());
  }

  private static final Authorizer.LambdaFunction TOKENS =
      new Authorizer.LambdaFunction(
          "tokens", "b", List.of("$request.header.Authorization"), 60, true);

  private static ApiRoute a(Authorizer authorizer, String... scopes) {
    return new ApiRoute(
        "GET /a", "chirp_a", new RouteAccess(Optional.of(authorizer), List.of(scopes)));
  }

  @Test
  void routeIsProtectedByAnIssuer() {
    try (TestIssuer issuer = TestIssuer.start()) {
      Authorizer.Jwt users = new Authorizer.Jwt("users", issuer.url(), List.of("chirps"));
      authorizers = List.of(users);
      ApiRoute route = a(users, "chirps:read");
      assertEquals(
          List.of(
              "API 'birds'  create, with 1 route",
              "  + GET /a -> chirp_a:live, authorizer chirp-users chirps:read"),
          plan(route).subList(0, 2));
      deployed(route);
      assertEquals(Outcome.UNCHANGED, deployed(route).outcome());
      assertEquals(401, status(client().getApi(r -> r.apiId(id())).apiEndpoint(), "GET /a"));
      assertEquals(
          "  ~ GET /a: authorizer chirp-users chirps:read -> AWS_IAM",
          plan(a(new Authorizer.Iam())).get(1));
      deployed(a(new Authorizer.Iam()));
      assertEquals(403, status(client().getApi(r -> r.apiId(id())).apiEndpoint(), "GET /a"));
      authorizers = List.of();
      assertEquals(
          List.of("  ~ GET /a: authorizer AWS_IAM -> NONE", "  - authorizer chirp-users"),
          plan(A).subList(1, 3));
      deployed(A);
      assertEquals(Outcome.UNCHANGED, deployed(A).outcome());
      assertEquals(List.of(), client().getAuthorizers(r -> r.apiId(id())).items());
    }
  }

  @Test
  void functionOfAnAuthorizerMayBeInvoked() {
    authorizers = List.of(TOKENS);
    assertEquals(
        List.of("  + permission to invoke chirp_a:live", "  + permission to invoke chirp_b:live"),
        plan(a(TOKENS)).subList(2, 4));
    deployed(a(TOKENS));
    assertEquals(Outcome.UNCHANGED, deployed(a(TOKENS)).outcome());
    assertTrue(policy("chirp_b").contains("chirp-api-" + id()));
    assertEquals(401, status(client().getApi(r -> r.apiId(id())).apiEndpoint(), "GET /a"));
    authorizers =
        List.of(
            new Authorizer.LambdaFunction(
                "tokens", "b", List.of("$request.header.Authorization"), 0, true));
    assertEquals("  ~ authorizer chirp-tokens", plan(a(authorizers.get(0))).get(1));
    deployed(a(authorizers.get(0)));
    assertEquals(Outcome.UNCHANGED, deployed(a(authorizers.get(0))).outcome());
  }

  @Test
  void anotherPrefixHasAnotherApi() {
    String first = deployed(A).id();
    prefix = "test_";
    assertEquals("API 'birds'  create, with 1 route", plan(A).get(0));
    assertFalse(deployed(A).id().equals(first));
  }

  @Test
  void twoApisWithTheProjectsTagsAreRefused() {
    deployed(A);
    client()
        .createApi(
            r ->
                r.name("copy")
                    .protocolType(ProtocolType.HTTP)
                    .tags(client().getApi(g -> g.apiId(id())).tags()));
    ChirpException refused = assertThrows(ChirpException.class, () -> plan(A));
    assertTrue(
        refused.problem().startsWith("2 APIs have the tags of project 'acme:api': "),
        refused::problem);
  }

  private void makeForeignRoute(String key) {
    String id = id();
    String integration =
        client()
            .createIntegration(
                r ->
                    r.apiId(id)
                        .integrationType(IntegrationType.AWS_PROXY)
                        .integrationUri(
                            "arn:aws:lambda:eu-west-1:000000000000:function:chirp_b:live")
                        .payloadFormatVersion("2.0"))
            .integrationId();
    client().createRoute(r -> r.apiId(id).routeKey(key).target("integrations/" + integration));
  }

  @Test
  void routeOfSomeoneElseStays() {
    deployed(A);
    makeForeignRoute("GET /c");
    assertEquals(
        List.of(
            "API 'birds'  unchanged " + shown(),
            "  = GET /c -> chirp_b:live stays, made by someone else"),
        plan(A));
    deployed(A, B);
    assertEquals(List.of("GET /a", "GET /c", "POST /b/{id}"), routes());
  }

  @Test
  void takenRouteIsRefusedUnlessAdopted() {
    deployed(A);
    makeForeignRoute("POST /b/{id}");
    ChirpException refused = assertThrows(ChirpException.class, () -> plan(A, B));
    assertEquals(
        "API 'birds' has routes that someone else made: POST /b/{id}. Nothing was changed.",
        refused.problem());
    assertEquals("mvn chirp:deploy -Dchirp.adopt", refused.suggestion());
    adopt = true;
    deployed(A, B);
    assertEquals(Outcome.UNCHANGED, deployed(A, B).outcome());
  }

  /** The response is lost after the change was made, so it must not be made twice. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "apigateway:CreateApi",
        "apigateway:CreateIntegration",
        "apigateway:CreateRoute",
        "lambda:AddPermission"
      })
  void lostResponseMakesNothingTwice(String action) {
    world.faults().on(action).number(1).then(Fault.droppedAfter());
    deployed(A, B);
    assertEquals(1, client().getApis(r -> {}).items().size());
    assertEquals(List.of("GET /a", "POST /b/{id}"), routes());
    assertEquals(2, client().getIntegrations(r -> r.apiId(id())).items().size());
    assertEquals(Outcome.UNCHANGED, deployed(A, B).outcome());
  }

  @ParameterizedTest
  @ValueSource(strings = {"apigateway:CreateDeployment", "apigateway:CreateStage"})
  void lostResponseOfTheSwitchIsMadeUpForByTheNextDeploy(String action) {
    world.faults().on(action).number(1).then(Fault.droppedAfter());
    deploy(A, B);
    deployed(A, B);
    assertEquals(List.of("GET /a", "POST /b/1"), live());
    assertEquals(Outcome.UNCHANGED, deployed(A, B).outcome());
    assertEquals(1, client().getStages(r -> r.apiId(id())).items().size());
  }

  /** The first stage is the candidate, the second the one that clients see. */
  @Test
  void lostResponseOfTheLastCallIsNotAFailure() {
    world.faults().on("apigateway:CreateStage").number(2).then(Fault.droppedAfter());
    deployed(A, B);
    assertEquals(List.of("GET /a", "POST /b/1"), live());
  }

  @Test
  void candidateThatStaysIsOnlyAWarning() {
    world
        .faults()
        .on("apigateway:DeleteStage")
        .then(Fault.refused(403, "AccessDeniedException", "no"));
    deployed(A);
    world.faults().clear();
    assertEquals("API 'birds'  update " + shown(), plan(A).get(0));
    deployed(A);
    assertEquals(Outcome.UNCHANGED, deployed(A).outcome());
  }

  @Test
  void concurrentChangeOfSomeoneElseIsAwaited() {
    world
        .faults()
        .on("apigateway:CreateRoute")
        .number(1)
        .then(
            Fault.refused(
                409,
                "ConflictException",
                "Unable to complete operation due to concurrent modification. Please try again later."));
    deployed(A, B);
    assertEquals(List.of("GET /a", "POST /b/1"), live());
  }

  @Test
  void throttledCallsAreRepeated() {
    world
        .faults()
        .on("apigateway:*")
        .where(moment -> moment.action().startsWith("apigateway:Create"))
        .chance(7, 0.5)
        .then(Fault.refused(429, "TooManyRequestsException", "Rate exceeded"));
    deployed(A, B);
    assertEquals(List.of("GET /a", "POST /b/1"), live());
  }

  @Test
  void failureInTheMiddleLeavesTheOldApiLive() {
    deployed(A);
    world
        .faults()
        .on("apigateway:CreateRoute")
        .then(Fault.refused(400, "BadRequestException", "no"));
    DeployedApi failed = deploy(A, B);
    assertEquals(Outcome.FAILED, failed.outcome());
    assertTrue(failed.problem().contains("BadRequestException"), failed::problem);
    assertEquals(List.of("GET /a"), live());
    world.faults().clear();
    deployed(A, B);
    assertEquals(List.of("GET /a", "POST /b/1"), live());
  }

  /** The functions of this test cannot run, so the gateway answers each request with a 500. */
  @Test
  void apiThatDoesNotAnswerIsNotSwitchedTo() {
    deployed(A);
    proof = Optional.of("/a");
    DeployedApi failed = deploy(A, B);
    assertEquals(
        "The new API does not answer GET /a: 500 {\"message\":\"Internal Server Error\"}. Clients still see the old one.",
        failed.problem());
    assertEquals(List.of("GET /a"), live());
    assertEquals(1, client().getStages(r -> r.apiId(id())).items().size(), "no candidate is left");
  }

  @Test
  void nothingIsShownOnceTheGateIsClosed() {
    deployed(A);
    HttpApis apis = apis(A, B);
    ApiPlan plan = apis.plan();
    try (StartGate gate = StartGate.begin(world.said)) {
      HttpApis.Prepared prepared = apis.prepare(plan, gate);
      assertEquals(List.of("GET /a"), live(), "what is prepared is not shown");
      gate.stop("Ctrl-C");
      DeployedApi made = apis.apply(plan, prepared, gate, Optional.empty());
      assertEquals(Outcome.SKIPPED, made.outcome());
      assertEquals("not tried, because of Ctrl-C", made.problem());
      assertThrows(ChirpException.class, () -> apis.prepare(plan, gate));
    }
    assertEquals(List.of("GET /a"), live());
  }

  /** Someone else's change in the middle must not be taken for the project's. */
  @Test
  void stageThatFollowsChangesIsStoppedFirst() {
    deployed(A);
    client().updateStage(r -> r.apiId(id()).stageName("$default").autoDeploy(true));
    HttpApis apis = apis(A, B);
    ApiPlan plan = apis.plan();
    try (StartGate gate = StartGate.begin(world.said)) {
      apis.prepare(plan, gate);
    }
    assertEquals(List.of("GET /a"), live());
  }

  @Test
  void orderAndCaseOfCorsDoNotMatter() {
    cors =
        new CorsSettings(
            List.of("https://a.example", "https://b.example"),
            List.of("GET", "POST"),
            List.of("Content-Type"),
            List.of(),
            0,
            false);
    deployed(A);
    client()
        .updateApi(
            r ->
                r.apiId(id())
                    .corsConfiguration(
                        c ->
                            c.allowOrigins("https://b.example", "https://a.example")
                                .allowMethods("POST", "GET")
                                .allowHeaders("content-type")));
    assertEquals(1, plan(A).size(), () -> plan(A).toString());
  }

  @Test
  void deploymentThatClientsCanGoBackToIsKept() {
    deployed(A);
    String first = client().getStage(r -> r.apiId(id()).stageName("$default")).deploymentId();
    proof = Optional.of("/a");
    for (int i = 0; i < 6; i++) {
      assertEquals(Outcome.FAILED, deploy(A, B).outcome());
    }
    proof = Optional.empty();
    deployed(A, B);
    assertTrue(
        client().getDeployments(r -> r.apiId(id())).items().stream()
            .anyMatch(each -> each.deploymentId().equals(first)));
  }

  @Test
  void fewDeploymentsAreKept() {
    for (int i = 0; i < 8; i++) {
      deployed(i % 2 == 0 ? A : B);
    }
    assertEquals(5, client().getDeployments(r -> r.apiId(id())).items().size());
  }

  @Test
  void tooManyRoutesAreRefusedBeforeAnythingIsWritten() {
    ApiRoute[] many =
        IntStream.range(0, 301)
            .mapToObj(i -> new ApiRoute("GET /r" + i, "chirp_a", RouteAccess.OPEN))
            .toArray(ApiRoute[]::new);
    ChirpException refused = assertThrows(ChirpException.class, () -> apis(many));
    assertEquals(
        "The API has 301 routes, but API Gateway accepts 300. Nothing was changed.",
        refused.problem());
  }
}
