package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.HttpApi;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Response;

/**
 * Operations on integrations. The sandbox has those of Lambda functions.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html">Integrations</a>
 */
final class IntegrationOperations {
  /** The quota of an API. */
  private static final int MAX_INTEGRATIONS = 300;

  private static final int MIN_TIMEOUT = 50;
  private static final int MAX_TIMEOUT = (int) HttpApi.MAX_TIMEOUT.toMillis();
  private static final int ID_LENGTH = 7;

  /** The prefix of the routes' targets. */
  private static final String TARGET = "integrations/";

  private static final MemberRules MEMBERS =
      MemberRules.of("integrations")
          .only("connectionType", "INTERNET")
          .text("description", 0, 1024)
          .only("integrationMethod", "POST")
          .only("integrationType", "AWS_PROXY")
          .text("integrationUri", 1, 2048)
          .only("payloadFormatVersion", "2.0")
          .number("timeoutInMillis", MIN_TIMEOUT, MAX_TIMEOUT)
          .unsupported(
              "connectionId",
              "contentHandlingStrategy",
              "credentialsArn",
              "integrationSubtype",
              "passthroughBehavior",
              "requestParameters",
              "requestTemplates",
              "responseParameters",
              "templateSelectionExpression",
              "tlsConfig");

  private final ApiStore apis;
  private final ApiChanges changes;

  IntegrationOperations(ApiStore apis, ApiChanges changes) {
    this.apis = apis;
    this.changes = changes;
  }

  Response create(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    ObjectNode integration = add(api, request.body());
    changes.save(api);
    return ApiGatewayJson.created(integration);
  }

  /** Adds an integration to an API. */
  static ObjectNode add(StoredApi api, ObjectNode members) {
    MemberRules.require(members, "integrationType");
    ObjectNode integration = ApiGatewayRequest.JSON.createObjectNode();
    integration.put("connectionType", "INTERNET");
    integration.put("integrationId", StoredApi.newId(ID_LENGTH));
    integration.put("integrationMethod", "POST");
    integration.put("timeoutInMillis", MAX_TIMEOUT);
    MEMBERS.copy(members, integration);
    check(integration);
    if (api.integrations().size() >= MAX_INTEGRATIONS) {
      throw ApiGatewayErrors.tooMany("Integrations");
    }
    api.integrations().set(id(integration), integration);
    return integration;
  }

  private static void check(ObjectNode integration) {
    MemberRules.require(integration, "integrationUri", "payloadFormatVersion");
    String uri = integration.get("integrationUri").asText();
    if (uri.startsWith("http://") || uri.startsWith("https://")) {
      throw AwsError.unsupported("integrations with an HTTP integrationUri");
    }
    if (!LambdaUri.isValid(uri)) {
      throw ApiGatewayErrors.badRequest("Invalid function ARN or invalid uri");
    }
  }

  private static String id(JsonNode integration) {
    return integration.get("integrationId").asText();
  }

  /** The integration of a route; missing for a route without one. */
  static JsonNode ofRoute(JsonNode integrations, JsonNode route) {
    return integrations.path(route.path("target").asText().replace(TARGET, ""));
  }

  /** The target of a route with this integration. */
  static String target(JsonNode integration) {
    return TARGET + id(integration);
  }

  Response get(ApiGatewayRequest request) {
    return ApiGatewayJson.ok(require(apis.require(request), request));
  }

  private static ObjectNode require(StoredApi api, ApiGatewayRequest request) {
    return StoredApi.require(api.integrations(), "Integration", request.name("integrationId"));
  }

  Response list(ApiGatewayRequest request) {
    return ApiGatewayJson.page(
        request, StoredApi.stream(apis.require(request).integrations()).toList());
  }

  Response update(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    ObjectNode changed = require(api, request).deepCopy();
    MEMBERS.copy(request.body(), changed);
    check(changed);
    api.integrations().set(id(changed), changed);
    changes.save(api);
    return ApiGatewayJson.ok(changed);
  }

  Response delete(ApiGatewayRequest request) {
    StoredApi api = apis.require(request);
    ObjectNode integration = require(api, request);
    for (JsonNode route : api.routes()) {
      if (route.path("target").asText().equals(target(integration))) {
        throw ApiGatewayErrors.conflict(
            "Cannot delete Integration '%s': Route '%s' uses it"
                .formatted(id(integration), route.get("routeKey").asText()));
      }
    }
    api.integrations().remove(id(integration));
    changes.save(api);
    return ApiGatewayJson.deleted();
  }
}
