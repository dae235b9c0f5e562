package dev.chirp.internal.sandbox.apigateway;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.sandbox.server.AwsClients;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ApiGatewayV2Exception;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizationType;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizerType;
import software.amazon.awssdk.services.apigatewayv2.model.CreateApiResponse;
import software.amazon.awssdk.services.apigatewayv2.model.Deployment;
import software.amazon.awssdk.services.apigatewayv2.model.GetRouteResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetRoutesResponse;
import software.amazon.awssdk.services.apigatewayv2.model.GetStageResponse;
import software.amazon.awssdk.services.apigatewayv2.model.IntegrationType;
import software.amazon.awssdk.services.apigatewayv2.model.Route;
import software.amazon.awssdk.services.apigatewayv2.model.RouteSettings;

@Tag("slow")
class ApiGatewayServiceTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:000000000000:function:web";

  @TempDir private Path directory;
  private ApiBox box;
  private ApiGatewayV2Client apis;
  private String api;

  @BeforeEach
  void start() {
    box = new ApiBox(directory);
    apis = box.api();
    api = box.create("chirps");
  }

  @AfterEach
  void stop() {
    box.close();
  }

  /** Status, error code and message of a refusal. */
  private static String refusal(Executable call) {
    ApiGatewayV2Exception refused = assertThrows(ApiGatewayV2Exception.class, call);
    return "%d %s: %s"
        .formatted(
            refused.statusCode(),
            refused.awsErrorDetails().errorCode(),
            refused.awsErrorDetails().errorMessage());
  }

  private static String unsupported(String what) {
    return "501 NotImplemented: Chirp's sandbox does not support %s; AWS does.".formatted(what);
  }

  @Test
  void newApiHasApiGatewaysDefaults() {
    CreateApiResponse created =
        apis.createApi(r -> r.name("other").protocolType("HTTP").tags(Map.of("a", "b")));
    assertTrue(created.apiId().matches("[a-z0-9]{10}"), created.apiId());
    assertTrue(created.apiEndpoint().matches("http://127\\.0\\.0\\.1:\\d+"), created.apiEndpoint());
    assertEquals("HTTP", created.protocolTypeAsString());
    assertEquals("$request.method $request.path", created.routeSelectionExpression());
    assertFalse(created.disableExecuteApiEndpoint());
    assertEquals(Map.of("a", "b"), created.tags());
    assertEquals(created.createdDate().truncatedTo(ChronoUnit.SECONDS), created.createdDate());
  }

  @Test
  void stateIsKeptOverARestart() {
    String target = box.integrate(api, FUNCTION);
    box.route(api, "GET /chirps", target);
    box.close();
    box = new ApiBox(directory);
    assertEquals("chirps", box.api().getApi(r -> r.apiId(api)).name());
    assertEquals(target, box.api().getRoutes(r -> r.apiId(api)).items().get(0).target());
  }

  @Test
  void unsupportedFeaturesAreRefusedByName() {
    assertEquals(
        unsupported("APIs with protocolType WEBSOCKET"),
        refusal(() -> apis.createApi(r -> r.name("a").protocolType("WEBSOCKET"))));
    assertEquals(
        unsupported("APIs with target"),
        refusal(() -> apis.createApi(r -> r.name("a").protocolType("HTTP").target(FUNCTION))));
    assertEquals(
        unsupported("apigateway:GetDomainNames"),
        refusal(() -> apis.getDomainNames(r -> r.build())));
    assertEquals(
        unsupported("integrationType 'HTTP_PROXY' of integrations"),
        refusal(
            () ->
                apis.createIntegration(
                    r -> r.apiId(api).integrationType(IntegrationType.HTTP_PROXY))));
    assertEquals(
        unsupported("payloadFormatVersion '1.0' of integrations"),
        refusal(
            () ->
                apis.createIntegration(
                    r ->
                        r.apiId(api)
                            .integrationType(IntegrationType.AWS_PROXY)
                            .integrationUri(FUNCTION)
                            .payloadFormatVersion("1.0"))));
    assertEquals(
        unsupported("exports with outputType YAML"),
        refusal(() -> apis.exportApi(r -> r.apiId(api).specification("OAS30").outputType("YAML"))));
  }

  @Test
  void missingResourcesAreNotFound() {
    assertEquals(
        "404 NotFoundException: Invalid API identifier specified 000000000000:nothing",
        refusal(() -> apis.getApi(r -> r.apiId("nothing"))));
    assertEquals(
        "404 NotFoundException: Invalid Stage identifier specified $default",
        refusal(() -> apis.getStage(r -> r.apiId(api).stageName("$default"))));
    assertEquals(
        "404 NotFoundException: Invalid Integration identifier specified nothing",
        refusal(() -> box.route(api, "GET /a", "integrations/nothing")));
  }

  @Test
  void routeKeysAreCheckedAndUnique() {
    String target = box.integrate(api, FUNCTION);
    box.route(api, "GET /a/{x}", target);
    assertEquals(
        "409 ConflictException: Route with key GET /a/{y} already exists for this API",
        refusal(() -> box.route(api, "GET /a/{y}", target)));
    assertEquals(
        "400 BadRequestException: The provided route key is not formatted properly for HTTP protocol. Format should be \"<HTTP METHOD> /<RESOURCE PATH>\" or \"$default\"",
        refusal(() -> box.route(api, "GET /a/", target)));
    String integration = target.substring("integrations/".length());
    assertEquals(
        "409 ConflictException: Cannot delete Integration '%s': Route 'GET /a/{x}' uses it"
            .formatted(integration),
        refusal(() -> apis.deleteIntegration(r -> r.apiId(api).integrationId(integration))));
  }

  @Test
  void refusedUpdateChangesNothing() {
    String route = box.route(api, "GET /a", box.integrate(api, FUNCTION));
    refusal(
        () ->
            apis.updateRoute(
                r -> r.apiId(api).routeId(route).routeKey("GET /b").target("integrations/no")));
    refusal(
        () ->
            apis.updateRoute(
                r ->
                    r.apiId(api)
                        .routeId(route)
                        .routeKey("GET /b")
                        .authorizationType(AuthorizationType.JWT)));
    GetRouteResponse left = apis.getRoute(r -> r.apiId(api).routeId(route));
    assertEquals("GET /a", left.routeKey());
    assertEquals("NONE", left.authorizationTypeAsString());
  }

  @Test
  void listsArePaged() {
    String target = box.integrate(api, FUNCTION);
    for (int i = 0; i < 5; i++) {
      box.route(api, "GET /" + i, target);
    }
    List<String> keys = new ArrayList<>();
    String token = null;
    int pages = 0;
    do {
      String next = token;
      GetRoutesResponse page = apis.getRoutes(r -> r.apiId(api).maxResults("2").nextToken(next));
      page.items().stream().map(Route::routeKey).forEach(keys::add);
      token = page.nextToken();
      pages++;
    } while (token != null);
    assertEquals(3, pages);
    assertEquals(List.of("GET /0", "GET /1", "GET /2", "GET /3", "GET /4"), keys);
  }

  @Test
  void quotasAreApiGateways() {
    for (int i = 0; i < 10; i++) {
      String name = "stage" + i;
      apis.createStage(r -> r.apiId(api).stageName(name));
    }
    assertEquals(
        "429 TooManyRequestsException: Maximum number of Stages for this API has been reached. Please contact AWS if you need additional Stages.",
        refusal(() -> apis.createStage(r -> r.apiId(api).stageName("one-more"))));
    String target = box.integrate(api, FUNCTION);
    for (int i = 0; i < 300; i++) {
      box.route(api, "GET /" + i, target);
    }
    assertEquals(
        "429 TooManyRequestsException: Maximum number of Routes for this API has been reached. Please contact AWS if you need additional Routes.",
        refusal(() -> box.route(api, "GET /one-more", target)));
  }

  @Test
  void routeSettingsMustNameRoutes() {
    Map<String, RouteSettings> settings =
        Map.of("GET /a", RouteSettings.builder().throttlingRateLimit(10.0).build());
    String missing =
        "404 NotFoundException: Unable to find Route by key GET /a within the provided RouteSettings";
    apis.createStage(r -> r.apiId(api).stageName("$default"));
    assertEquals(
        missing,
        refusal(
            () ->
                apis.updateStage(r -> r.apiId(api).stageName("$default").routeSettings(settings))));
    String route = box.route(api, "GET /a", box.integrate(api, FUNCTION));
    apis.updateStage(r -> r.apiId(api).stageName("$default").routeSettings(settings));
    apis.updateStage(r -> r.apiId(api).stageName("$default").description("kept"));
    GetStageResponse stage = apis.getStage(r -> r.apiId(api).stageName("$default"));
    RouteSettings kept = requireNonNull(stage.routeSettings().get("GET /a"));
    assertEquals(10.0, kept.throttlingRateLimit());
    apis.deleteRoute(r -> r.apiId(api).routeId(route));
    assertEquals(
        missing,
        refusal(() -> apis.updateStage(r -> r.apiId(api).stageName("$default").description("no"))));
    apis.deleteRouteSettings(r -> r.apiId(api).stageName("$default").routeKey("GET /a"));
    apis.updateStage(r -> r.apiId(api).stageName("$default").description("free"));
  }

  @Test
  void stageWithAutomaticDeploymentsTakesNoOther() {
    assertEquals(
        "400 BadRequestException: Unable to deploy API because no routes exist in this API",
        refusal(() -> apis.createDeployment(r -> r.apiId(api))));
    apis.createStage(r -> r.apiId(api).stageName("$default").autoDeploy(true));
    assertEquals(
        "Deployment attempt failed: Unable to deploy API because no routes exist in this API",
        apis.getStage(r -> r.apiId(api).stageName("$default")).lastDeploymentStatusMessage());
    box.route(api, "GET /a", box.integrate(api, FUNCTION));
    GetStageResponse stage = apis.getStage(r -> r.apiId(api).stageName("$default"));
    assertEquals(
        "Successfully deployed stage with deployment ID '%s'".formatted(stage.deploymentId()),
        stage.lastDeploymentStatusMessage());
    List<Deployment> deployments = apis.getDeployments(r -> r.apiId(api)).items();
    assertEquals(1, deployments.size());
    assertTrue(deployments.get(0).autoDeployed());
    assertEquals("DEPLOYED", deployments.get(0).deploymentStatusAsString());
    assertEquals(
        "400 BadRequestException: Deployment ID cannot be set on stage '$default' with AutoDeploy enabled",
        refusal(
            () ->
                apis.updateStage(
                    r -> r.apiId(api).stageName("$default").deploymentId(stage.deploymentId()))));
    assertEquals(
        "400 BadRequestException: Active stages pointing to this deployment must be moved or deleted",
        refusal(() -> apis.deleteDeployment(r -> r.apiId(api).deploymentId(stage.deploymentId()))));
  }

  @Test
  void apisAndStagesHaveTags() {
    String arn = "arn:aws:apigateway:us-east-1::/apis/" + api;
    String stage = arn + "/stages/$default";
    apis.createStage(r -> r.apiId(api).stageName("$default").tags(Map.of("c", "d")));
    apis.tagResource(r -> r.resourceArn(arn).tags(Map.of("chirp:project", "x", "a", "b")));
    apis.tagResource(r -> r.resourceArn(stage).tags(Map.of("a", "b")));
    apis.untagResource(r -> r.resourceArn(arn).tagKeys("a"));
    assertEquals(Map.of("chirp:project", "x"), apis.getTags(r -> r.resourceArn(arn)).tags());
    assertEquals(Map.of("a", "b", "c", "d"), apis.getTags(r -> r.resourceArn(stage)).tags());
    assertEquals(Map.of("chirp:project", "x"), apis.getApis(r -> r.build()).items().get(0).tags());
    assertEquals(
        "400 BadRequestException: Invalid resource ARN specified: " + FUNCTION,
        refusal(() -> apis.getTags(r -> r.resourceArn(FUNCTION))));
  }

  @Test
  void corsOfAllOriginsWithCredentialsIsRefused() {
    assertEquals(
        "400 BadRequestException: Unable to set CORS configuration: allowCredentials cannot be true if allowOrigins contains *",
        refusal(
            () ->
                apis.updateApi(
                    r ->
                        r.apiId(api)
                            .corsConfiguration(c -> c.allowOrigins("*").allowCredentials(true)))));
    apis.updateApi(r -> r.apiId(api).corsConfiguration(c -> c.allowOrigins("*")));
    apis.deleteCorsConfiguration(r -> r.apiId(api));
    assertEquals(null, apis.getApi(r -> r.apiId(api)).corsConfiguration());
  }

  @Test
  void authorizersAreCheckedAndInUseKept() {
    assertEquals(
        "400 BadRequestException: Missing required member: jwtConfiguration",
        refusal(
            () ->
                apis.createAuthorizer(
                    r ->
                        r.apiId(api)
                            .name("users")
                            .authorizerType(AuthorizerType.JWT)
                            .identitySource("$request.header.Authorization"))));
    String id =
        apis.createAuthorizer(
                r ->
                    r.apiId(api)
                        .name("users")
                        .authorizerType(AuthorizerType.JWT)
                        .identitySource("$request.header.Authorization")
                        .jwtConfiguration(
                            j -> j.issuer("https://issuer.example.com").audience("a")))
            .authorizerId();
    String route = box.route(api, "GET /a", box.integrate(api, FUNCTION));
    apis.updateRoute(
        r ->
            r.apiId(api)
                .routeId(route)
                .authorizationType(AuthorizationType.JWT)
                .authorizerId(id)
                .authorizationScopes("read"));
    assertEquals(
        "409 ConflictException: Cannot delete authorizer '%s': Route 'GET /a' uses it"
            .formatted(id),
        refusal(() -> apis.deleteAuthorizer(r -> r.apiId(api).authorizerId(id))));
    apis.updateRoute(r -> r.apiId(api).routeId(route).authorizationType(AuthorizationType.NONE));
    GetRouteResponse open = apis.getRoute(r -> r.apiId(api).routeId(route));
    assertEquals(null, open.authorizerId());
    assertEquals(List.of(), open.authorizationScopes());
    apis.deleteAuthorizer(r -> r.apiId(api).authorizerId(id));
  }

  @Test
  void accountsAndRegionsHaveTheirOwnApis() {
    try (AwsClients other = new AwsClients(box.address(), "eu-west-1")) {
      assertEquals(List.of(), other.apiGateway().getApis(r -> r.build()).items());
      assertEquals(
          "404 NotFoundException: Invalid API identifier specified 000000000000:" + api,
          refusal(() -> other.apiGateway().getApi(r -> r.apiId(api))));
    }
  }
}
