package dev.chirp.internal.sandbox.apigateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.testkit.TestIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizationType;
import software.amazon.awssdk.services.apigatewayv2.model.AuthorizerType;

/** Routes with an authorizer are served to those whom it admits only. */
@Tag("slow")
class ApiAuthorizerTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String UNAUTHORIZED = "401 {\"message\":\"Unauthorized\"}";
  private static final String FORBIDDEN = "403 {\"message\":\"Forbidden\"}";
  private static final String FAILED = "500 {\"message\":\"Internal Server Error\"}";

  @TempDir private Path directory;
  private ApiBox box;
  private ApiGatewayV2Client apis;
  private String api;
  private String route;

  @BeforeEach
  void start() {
    box = new ApiBox(directory);
    apis = box.api();
    String function = box.function("web");
    api = box.create("chirps");
    route = box.route(api, "GET /event", box.integrate(api, function));
    apis.createStage(r -> r.apiId(api).stageName("$default").autoDeploy(true));
    box.allow(function, "api", ApiBox.sourceArn(api, "*/GET/event"));
  }

  @AfterEach
  void stop() {
    box.close();
  }

  private HttpResponse<String> send(String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(box.endpoint(api) + "/event"));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return ApiBox.send(request);
  }

  private String get(String... headers) throws IOException, InterruptedException {
    HttpResponse<String> response = send(headers);
    return response.statusCode() + " " + response.body();
  }

  private JsonNode authorizer(String... headers) throws IOException, InterruptedException {
    HttpResponse<String> response = send(headers);
    assertEquals(200, response.statusCode(), response.body() + box.warnings);
    return JSON.readTree(response.body()).get("requestContext").get("authorizer");
  }

  @Test
  void jwtAuthorizerVerifiesTokens() throws IOException, InterruptedException {
    try (TestIssuer issuer = TestIssuer.start()) {
      String id =
          apis.createAuthorizer(
                  r ->
                      r.apiId(api)
                          .name("users")
                          .authorizerType(AuthorizerType.JWT)
                          .identitySource("$request.header.Authorization")
                          .jwtConfiguration(j -> j.issuer(issuer.url()).audience("chirps")))
              .authorizerId();
      apis.updateRoute(
          r ->
              r.apiId(api)
                  .routeId(route)
                  .authorizationType(AuthorizationType.JWT)
                  .authorizerId(id)
                  .authorizationScopes("chirps:read"));
      assertEquals(UNAUTHORIZED, get());
      String token = issuer.token("chirps").claim("scope", "\"chirps:read chirps:write\"").sign();
      JsonNode jwt = authorizer("Authorization", "Bearer " + token).get("jwt");
      assertEquals("ada", jwt.get("claims").get("sub").asText());
      assertEquals("[\"chirps:read\"]", jwt.get("scopes").toString());
      assertEquals(
          UNAUTHORIZED,
          get(
              "Authorization",
              issuer.token("chirps").signedBy(TestIssuer.newKey().getPrivate()).sign()));
      assertEquals(FORBIDDEN, get("Authorization", issuer.token("chirps").sign()));
      apis.updateApi(r -> r.apiId(api).description("a change of the API"));
      assertEquals("ada", authorizer("Authorization", token).at("/jwt/claims/sub").asText());
      assertEquals(1, issuer.fetches()); // the keys are kept
    }
  }

  @Test
  void lambdaAuthorizerNeedsPermissionAndDecides() throws IOException, InterruptedException {
    String function = box.function("authorize", "acme.WebAuthorizer");
    String id =
        apis.createAuthorizer(
                r ->
                    r.apiId(api)
                        .name("keys")
                        .authorizerType(AuthorizerType.REQUEST)
                        .authorizerPayloadFormatVersion("2.0")
                        .authorizerResultTtlInSeconds(300)
                        .enableSimpleResponses(true)
                        .identitySource("$request.header.x-key")
                        .authorizerUri(
                            "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/%s/invocations"
                                .formatted(function)))
            .authorizerId();
    apis.updateRoute(
        r ->
            r.apiId(api)
                .routeId(route)
                .authorizationType(AuthorizationType.CUSTOM)
                .authorizerId(id));
    assertEquals(UNAUTHORIZED, get());
    assertEquals(FAILED, get("x-key", "secret"));
    String source = ApiBox.sourceArn(api, "authorizers/" + id);
    assertEquals(
        "GET /event at stage '$default' of API '%s': Function '%s' of authorizer 'keys' failed: The resource policy of function 'authorize' does not allow apigateway.amazonaws.com to invoke it for '%s'."
            .formatted(api, function, source),
        box.warnings.get(box.warnings.size() - 1));
    box.allow(function, "authorizer", source);
    JsonNode first = authorizer("x-key", "secret");
    assertEquals("{\"lambda\":{\"user\":\"ada\",\"asked\":1}}", first.toString());
    assertEquals(first, authorizer("x-key", "secret")); // cached
    assertEquals(FORBIDDEN, get("x-key", "other"));
  }

  @Test
  void iamRouteIsForRequestsSignedForExecuteApi() throws IOException, InterruptedException {
    apis.updateRoute(r -> r.apiId(api).routeId(route).authorizationType(AuthorizationType.AWS_IAM));
    assertEquals(FORBIDDEN, get());
    String key = box.address().accessKeyId();
    for (String other :
        List.of(
            signed("000000000000WRONG", "us-east-1", "execute-api"),
            signed("111111111111" + key.substring(12), "us-east-1", "execute-api"),
            signed(key, "eu-west-1", "execute-api"),
            signed(key, "us-east-1", "lambda"))) {
      assertEquals(FORBIDDEN, get("Authorization", other), other);
    }
    JsonNode iam = authorizer("Authorization", signed(key, "us-east-1", "execute-api")).get("iam");
    assertEquals(key, iam.get("accessKey").asText());
    assertEquals("arn:aws:iam::000000000000:user/sandbox", iam.get("userArn").asText());
  }

  private static String signed(String key, String region, String service) {
    return "AWS4-HMAC-SHA256 Credential=%s/20260101/%s/%s/aws4_request, SignedHeaders=host, Signature=0"
        .formatted(key, region, service);
  }
}
