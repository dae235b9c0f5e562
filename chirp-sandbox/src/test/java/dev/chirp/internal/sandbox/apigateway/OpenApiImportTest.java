package dev.chirp.internal.sandbox.apigateway;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.ApiGatewayV2Exception;
import software.amazon.awssdk.services.apigatewayv2.model.Authorizer;
import software.amazon.awssdk.services.apigatewayv2.model.BadRequestException;
import software.amazon.awssdk.services.apigatewayv2.model.GetApiResponse;
import software.amazon.awssdk.services.apigatewayv2.model.ImportApiResponse;
import software.amazon.awssdk.services.apigatewayv2.model.Integration;
import software.amazon.awssdk.services.apigatewayv2.model.ReimportApiResponse;
import software.amazon.awssdk.services.apigatewayv2.model.Route;

@Tag("slow")
class OpenApiImportTest {
  private static final String SMALL =
      """
      {"openapi": "3.0.1", "info": {"title": "small", "version": "2"},
       "paths": {"/a": {"get": {"x-amazon-apigateway-integration": {
         "type": "aws_proxy", "httpMethod": "POST", "payloadFormatVersion": "2.0",
         "uri": "arn:aws:lambda:us-east-1:000000000000:function:web"}}}}}""";

  @TempDir private Path directory;
  private ApiBox box;
  private ApiGatewayV2Client apis;

  @BeforeEach
  void start() {
    box = new ApiBox(directory);
    apis = box.api();
  }

  @AfterEach
  void stop() {
    box.close();
  }

  static String document() throws IOException {
    try (InputStream in = OpenApiImportTest.class.getResourceAsStream("chirps.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Route route(String api, String key) {
    return apis.getRoutes(r -> r.apiId(api)).items().stream()
        .filter(route -> route.routeKey().equals(key))
        .findFirst()
        .orElseThrow();
  }

  private String refusal(String document) {
    return assertThrows(
            BadRequestException.class,
            () -> apis.importApi(r -> r.body(document).failOnWarnings(true)))
        .awsErrorDetails()
        .errorMessage();
  }

  @Test
  void documentBecomesAnApi() throws IOException {
    String document = document();
    ImportApiResponse imported = apis.importApi(r -> r.body(document).failOnWarnings(true));
    assertEquals(
        List.of("Ignoring the request body of route 'POST /chirps'."), imported.importInfo());
    assertEquals(List.of(), imported.warnings());
    GetApiResponse api = apis.getApi(r -> r.apiId(imported.apiId()));
    assertEquals("chirps", api.name());
    assertEquals("All chirps", api.description());
    assertEquals("1.0", api.version());
    assertEquals(List.of("https://app.example.com"), api.corsConfiguration().allowOrigins());
    assertEquals(Map.of("chirp:project", "chirps"), api.tags());
    assertEquals(
        List.of("GET /chirps", "POST /chirps", "ANY /chirps/{id}", "$default"),
        apis.getRoutes(r -> r.apiId(api.apiId())).items().stream().map(Route::routeKey).toList());
    List<Integration> integrations = apis.getIntegrations(r -> r.apiId(api.apiId())).items();
    assertEquals(3, integrations.size()); // GET and POST share one
    assertEquals(
        route(api.apiId(), "GET /chirps").target(), route(api.apiId(), "POST /chirps").target());
    assertEquals(5000, integrations.get(0).timeoutInMillis());
    assertEquals("AWS_PROXY", integrations.get(0).integrationTypeAsString());
  }

  @Test
  void securitySchemesBecomeAuthorizers() throws IOException {
    String document = document();
    String api = apis.importApi(r -> r.body(document)).apiId();
    List<Authorizer> authorizers = apis.getAuthorizers(r -> r.apiId(api)).items();
    assertEquals(List.of("users", "keys"), authorizers.stream().map(Authorizer::name).toList());
    Authorizer jwt = authorizers.get(0);
    assertEquals("JWT", jwt.authorizerTypeAsString());
    assertEquals("https://issuer.example.com", jwt.jwtConfiguration().issuer());
    assertEquals(List.of("chirps"), jwt.jwtConfiguration().audience());
    assertEquals(List.of("$request.header.Authorization"), jwt.identitySource());
    Route post = route(api, "POST /chirps");
    assertEquals("JWT", post.authorizationTypeAsString());
    assertEquals(jwt.authorizerId(), post.authorizerId());
    assertEquals(List.of("chirps:write"), post.authorizationScopes());
    assertEquals("NONE", route(api, "GET /chirps").authorizationTypeAsString());
    assertEquals("AWS_IAM", route(api, "$default").authorizationTypeAsString());
    Authorizer keys = authorizers.get(1);
    assertEquals(List.of("$request.header.x-api-key", "$context.routeKey"), keys.identitySource());
    assertEquals("CUSTOM", route(api, "ANY /chirps/{id}").authorizationTypeAsString());
  }

  @Test
  void reimportReplacesTheDefinitionAndKeepsStagesAndTags() throws IOException {
    String document = document();
    String api = apis.importApi(r -> r.body(document)).apiId();
    apis.createStage(r -> r.apiId(api).stageName("$default").autoDeploy(false));
    ReimportApiResponse again =
        apis.reimportApi(r -> r.apiId(api).body(SMALL).failOnWarnings(true));
    assertEquals(api, again.apiId());
    assertEquals("small", again.name());
    assertEquals(null, again.description());
    assertEquals(null, again.corsConfiguration());
    assertEquals(Map.of("chirp:project", "chirps"), again.tags());
    assertEquals(
        List.of("GET /a"),
        apis.getRoutes(r -> r.apiId(api)).items().stream().map(Route::routeKey).toList());
    assertEquals(List.of(), apis.getAuthorizers(r -> r.apiId(api)).items());
    assertEquals(1, apis.getStages(r -> r.apiId(api)).items().size());
  }

  @Test
  void exportIsADocumentThatMakesTheSameApi() throws IOException {
    String document = document();
    String api = apis.importApi(r -> r.body(document)).apiId();
    String exported =
        apis.exportApi(r -> r.apiId(api).specification("OAS30").outputType("JSON"))
            .body()
            .asUtf8String();
    ImportApiResponse again = apis.importApi(r -> r.body(exported).failOnWarnings(true));
    assertEquals("chirps", again.name());
    assertEquals(Map.of("chirp:project", "chirps"), again.tags());
    assertEquals(description(api), description(again.apiId()));
  }

  /** The routes with what they lead to, without ids. */
  private List<String> description(String api) {
    Map<String, Integration> integrations =
        apis.getIntegrations(r -> r.apiId(api)).items().stream()
            .collect(
                Collectors.toMap(each -> "integrations/" + each.integrationId(), each -> each));
    return apis.getRoutes(r -> r.apiId(api)).items().stream()
        .map(route -> description(route, requireNonNull(integrations.get(route.target()))))
        .toList();
  }

  private static String description(Route route, Integration integration) {
    return "%s %s %s %s %s %d"
        .formatted(
            route.routeKey(),
            route.operationName(),
            route.authorizationType(),
            route.authorizationScopes(),
            integration.integrationUri(),
            integration.timeoutInMillis());
  }

  @Test
  void exportOfAStageIsItsDeployment() {
    String api = apis.importApi(r -> r.body(SMALL)).apiId();
    String deployment = apis.createDeployment(r -> r.apiId(api)).deploymentId();
    apis.createStage(r -> r.apiId(api).stageName("test").deploymentId(deployment));
    apis.reimportApi(r -> r.apiId(api).body(SMALL.replace("/a", "/b")));
    String exported =
        apis.exportApi(
                r ->
                    r.apiId(api)
                        .specification("OAS30")
                        .outputType("JSON")
                        .stageName("test")
                        .includeExtensions(false))
            .body()
            .asUtf8String();
    assertTrue(exported.contains("\"/a\""), exported);
    assertTrue(!exported.contains("x-amazon"), exported);
  }

  @Test
  void misspelledMethodIsAWarningThatDropsTheRoute() {
    String document = SMALL.replace("\"get\"", "\"gett\"");
    assertEquals(
        "Warnings found during import:\n\tIgnoring 'gett' of path '/a': it is not a method of HTTP APIs.",
        refusal(document));
    ImportApiResponse imported = apis.importApi(r -> r.body(document));
    assertEquals(
        List.of("Ignoring 'gett' of path '/a': it is not a method of HTTP APIs."),
        imported.warnings());
    assertEquals(List.of(), apis.getRoutes(r -> r.apiId(imported.apiId())).items());
  }

  @Test
  void refusedDocumentChangesNothing() {
    String api = apis.importApi(r -> r.body(SMALL)).apiId();
    String wrong = SMALL.replace("/a", "/b/").replace("small", "other");
    assertThrows(BadRequestException.class, () -> apis.reimportApi(r -> r.apiId(api).body(wrong)));
    assertEquals("small", apis.getApi(r -> r.apiId(api)).name());
    assertEquals("GET /a", apis.getRoutes(r -> r.apiId(api)).items().get(0).routeKey());
    assertEquals(1, apis.getApis(r -> r.build()).items().size());
    assertThrows(BadRequestException.class, () -> apis.importApi(r -> r.body(wrong)));
    assertEquals(1, apis.getApis(r -> r.build()).items().size());
  }

  @Test
  void errorsNameTheRoute() {
    assertEquals(
        "Errors found during import:\n\tUnable to import route 'GET /a/': The provided route key is not formatted properly for HTTP protocol. Format should be \"<HTTP METHOD> /<RESOURCE PATH>\" or \"$default\"",
        refusal(SMALL.replace("/a", "/a/")));
    assertEquals(
        "Errors found during import:\n\tUnable to import route 'GET /a': Missing required member: payloadFormatVersion",
        refusal(SMALL.replace("\"payloadFormatVersion\": \"2.0\",", "")));
    assertEquals(
        "Errors found during import:\n\tInvalid OpenAPI input: HTTP APIs support OpenAPI 3.0 only.",
        refusal(SMALL.replace("3.0.1", "3.1.0")));
    assertTrue(
        refusal(SMALL.replace("{\"get\": {", "{\"get\": {\"security\": [{\"x\": []}], "))
            .endsWith("Route 'GET /a' has the security scheme 'x', which has no authorizer."));
  }

  @Test
  void formatsThatTheSandboxLacksAreRefusedByName() {
    assertEquals(
        "Chirp's sandbox does not support OpenAPI documents in YAML; AWS does.",
        assertThrows(
                ApiGatewayV2Exception.class, () -> apis.importApi(r -> r.body("openapi: 3.0.1")))
            .awsErrorDetails()
            .errorMessage());
    assertEquals(
        "Chirp's sandbox does not support imports with basepath split; AWS does.",
        assertThrows(
                ApiGatewayV2Exception.class,
                () -> apis.importApi(r -> r.body(SMALL).basepath("split")))
            .awsErrorDetails()
            .errorMessage());
  }
}
