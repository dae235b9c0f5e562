package dev.chirp.internal.sandbox.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;

/** APIs answer at their endpoints, over HTTP. */
@Tag("slow")
class ServedApiTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PLAIN = "200 {\"message\": \"no statusCode\"}";
  private static final String NOT_FOUND = "404 {\"message\":\"Not Found\"}";
  private static final String FAILED = "500 {\"message\":\"Internal Server Error\"}";

  @TempDir private Path directory;
  private ApiBox box;
  private ApiGatewayV2Client apis;
  private String function;
  private String api;
  private String target;

  @BeforeEach
  void start() {
    box = new ApiBox(directory);
    apis = box.api();
    function = box.function("web");
    api = box.create("chirps");
    target = box.integrate(api, function);
  }

  @AfterEach
  void stop() {
    box.close();
  }

  private void serve(String key, String permission) {
    box.route(api, key, target);
    apis.createStage(r -> r.apiId(api).stageName("$default").autoDeploy(true));
    box.allow(function, "api", ApiBox.sourceArn(api, permission));
  }

  private String get(String path) throws IOException, InterruptedException {
    return ApiBox.get(box.endpoint(api) + path);
  }

  @Test
  void eventIsAnHttpApis() throws IOException, InterruptedException {
    serve("GET /chirps/{id}", "*/GET/chirps/*");
    HttpResponse<String> response =
        ApiBox.send(
            HttpRequest.newBuilder(URI.create(box.endpoint(api) + "/chirps/a%20b?q=1&q=2")));
    assertEquals(200, response.statusCode(), response.body());
    JsonNode event = JSON.readTree(response.body());
    assertEquals("GET /chirps/{id}", event.get("routeKey").asText());
    assertEquals("/chirps/a b", event.get("rawPath").asText());
    assertEquals("1,2", event.get("queryStringParameters").get("q").asText());
    assertEquals("{\"id\":\"a b\"}", event.get("pathParameters").toString());
    JsonNode context = event.get("requestContext");
    assertEquals(ApiBox.ACCOUNT, context.get("accountId").asText());
    assertEquals(api, context.get("apiId").asText());
    assertEquals(api + ".execute-api.us-east-1.amazonaws.com", context.get("domainName").asText());
    assertEquals("$default", context.get("stage").asText());
    assertEquals(
        context.get("requestId").asText(),
        response.headers().firstValue("apigw-requestid").orElse(""));
    assertEquals(NOT_FOUND, get("/other"));
  }

  @Test
  void functionGetsARequestIdOfLambda() throws IOException, InterruptedException {
    serve("GET /context", "*/GET/context");
    assertTrue(
        get("/context")
            .matches("200 [0-9a-f-]{36} arn:aws:lambda:us-east-1:000000000000:function:web"),
        () -> box.warnings.toString());
  }

  @Test
  void withoutPermissionTheClientGetsA500AndTheLogHasTheReason()
      throws IOException, InterruptedException {
    serve("GET /plain", "*/GET/other");
    assertEquals(FAILED, get("/plain"));
    assertEquals(
        List.of(
            "GET /plain at stage '$default' of API '%s': The resource policy of function 'web' does not allow apigateway.amazonaws.com to invoke it for '%s'."
                .formatted(api, ApiBox.sourceArn(api, "$default/GET/plain"))),
        box.warnings);
    box.allow(function, "whole", ApiBox.sourceArn(api, "*"));
    assertEquals(PLAIN, get("/plain"));
    box.lambda().removePermission(r -> r.functionName("web").statementId("whole"));
    assertEquals(FAILED, get("/plain"));
  }

  @Test
  void missingFunctionIsA500AndTheLogHasTheReason() throws IOException, InterruptedException {
    String missing = box.integrate(api, function.replace(":web", ":gone"));
    box.route(api, "GET /gone", missing);
    apis.createStage(r -> r.apiId(api).stageName("$default").autoDeploy(true));
    assertEquals(FAILED, get("/gone"));
    assertEquals(
        List.of(
            "GET /gone at stage '$default' of API '%s': Function not found: %s"
                .formatted(api, function.replace(":web", ":gone"))),
        box.warnings);
  }

  @Test
  void statementOfTheFunctionDoesNotOpenItsAlias() throws IOException, InterruptedException {
    box.lambda().publishVersion(r -> r.functionName("web"));
    box.lambda().createAlias(r -> r.functionName("web").name("live").functionVersion("1"));
    String alias = box.integrate(api, function + ":${stageVariables.alias}");
    box.route(api, "ANY /plain", alias);
    apis.createStage(
        r ->
            r.apiId(api)
                .stageName("test")
                .autoDeploy(true)
                .stageVariables(Map.of("alias", "live")));
    box.allow(function, "api", ApiBox.sourceArn(api, "*/*/plain"));
    assertEquals(FAILED, get("/test/plain"));
    box.allow(function + ":live", "get-only", ApiBox.sourceArn(api, "*/GET/plain"));
    assertEquals(FAILED, get("/test/plain"));
    box.allow(function + ":live", "api", ApiBox.sourceArn(api, "test/*/plain"));
    assertTrue(get("/test/plain").startsWith("200 {"), () -> box.warnings.toString());
    assertEquals(NOT_FOUND, get("/plain"));
  }

  @Test
  void defaultRouteAnswersEverythingElse() throws IOException, InterruptedException {
    serve("$default", "*/$default");
    assertEquals(PLAIN, get("/plain"));
  }

  @Test
  void stageShowsItsDeploymentAndGoesBackInOneCall() throws IOException, InterruptedException {
    box.allow(function, "api", ApiBox.sourceArn(api, "*"));
    box.route(api, "GET /plain", target);
    String first = apis.createDeployment(r -> r.apiId(api)).deploymentId();
    apis.createStage(r -> r.apiId(api).stageName("$default").deploymentId(first));
    assertEquals(PLAIN, get("/plain"));
    box.route(api, "GET /context", target);
    assertEquals(NOT_FOUND, get("/context"));
    apis.createDeployment(r -> r.apiId(api).stageName("$default"));
    assertTrue(get("/context").startsWith("200 "));
    apis.updateStage(r -> r.apiId(api).stageName("$default").deploymentId(first));
    assertEquals(NOT_FOUND, get("/context"));
    assertEquals(PLAIN, get("/plain"));
  }

  @Test
  void clientWaitsAsLongAsTheIntegrationSays() throws IOException, InterruptedException {
    apis.updateIntegration(
        r ->
            r.apiId(api)
                .integrationId(target.substring("integrations/".length()))
                .timeoutInMillis(50)); // far less than the start of a JVM
    serve("GET /plain", "*");
    assertEquals("503 {\"message\":\"Service Unavailable\"}", get("/plain"));
  }

  @Test
  void preflightIsAnsweredByTheApi() throws IOException, InterruptedException {
    serve("GET /cookies", "*");
    apis.updateApi(
        r ->
            r.apiId(api)
                .corsConfiguration(
                    c -> c.allowOrigins("https://app.example.com").allowMethods("GET").maxAge(60)));
    HttpResponse<String> preflight =
        ApiBox.send(
            HttpRequest.newBuilder(URI.create(box.endpoint(api) + "/cookies"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://app.example.com")
                .header("Access-Control-Request-Method", "GET"));
    assertEquals(204, preflight.statusCode());
    assertEquals(
        List.of("https://app.example.com"),
        preflight.headers().allValues("access-control-allow-origin"));
    assertEquals(List.of("60"), preflight.headers().allValues("access-control-max-age"));
    HttpResponse<String> response =
        ApiBox.send(
            HttpRequest.newBuilder(URI.create(box.endpoint(api) + "/cookies"))
                .header("Origin", "https://app.example.com"));
    assertEquals(303, response.statusCode());
    assertEquals(
        List.of("https://app.example.com"),
        response.headers().allValues("access-control-allow-origin"));
  }

  @Test
  void portIsKeptOverARestartAndClosesWithTheApi() throws IOException, InterruptedException {
    serve("GET /plain", "*");
    String endpoint = box.endpoint(api);
    box.close();
    box = new ApiBox(directory);
    assertEquals(endpoint, box.endpoint(api));
    assertEquals(PLAIN, ApiBox.get(endpoint + "/plain"));
    box.api().deleteApi(r -> r.apiId(api));
    assertThrows(ConnectException.class, () -> ApiBox.get(endpoint + "/plain"));
  }
}
