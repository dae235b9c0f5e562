package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads an OpenAPI 3.0 document into an API without routes.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html">OpenAPI
 *     for HTTP APIs</a>
 */
final class OpenApiImport {
  static final String INTEGRATION = "x-amazon-apigateway-integration";
  static final String INTEGRATIONS = "x-amazon-apigateway-integrations";
  static final String ANY_METHOD = "x-amazon-apigateway-any-method";
  static final String CORS = "x-amazon-apigateway-cors";
  static final String TAG_VALUE = "x-amazon-apigateway-tag-value";
  static final String DEFAULT_ROUTE = "isDefaultRoute";
  static final List<String> METHODS =
      List.of("get", "put", "post", "delete", "options", "head", "patch");

  private static final String REFERENCE = "#/components/" + INTEGRATIONS + "/";
  private static final String EXTENSION = "x-amazon-apigateway-";
  private static final Set<String> OF_PATH =
      Set.of("description", "parameters", "servers", "summary");
  private static final Set<String> OF_OPERATION =
      Set.of(
          "callbacks",
          "deprecated",
          "description",
          "externalDocs",
          DEFAULT_ROUTE,
          "operationId",
          "parameters",
          "requestBody",
          "responses",
          "security",
          "servers",
          "summary",
          "tags",
          EXTENSION + "auth",
          INTEGRATION);

  private final JsonNode document;
  private final StoredApi api;
  private final ImportFindings findings = new ImportFindings();
  private final OpenApiSecurity security;

  /** The integrations that operations share, by name. */
  private final Map<String, ObjectNode> shared = new HashMap<>();

  private OpenApiImport(JsonNode document, StoredApi api) {
    this.document = document;
    this.api = api;
    this.security = new OpenApiSecurity(document, findings);
  }

  /**
   * Replaces an API's definition.
   *
   * @param text the document
   * @param api a copy, which is changed even if the document is refused
   * @return what the response tells about the document
   */
  static ImportFindings read(String text, StoredApi api, boolean failOnWarnings) {
    OpenApiImport reading = new OpenApiImport(parse(text), api);
    reading.settings();
    reading.security.addAuthorizers(api);
    reading.paths();
    reading.findings.check(failOnWarnings);
    return reading.findings;
  }

  private static JsonNode parse(String text) {
    if (!text.stripLeading().startsWith("{")) {
      throw AwsError.unsupported("OpenAPI documents in YAML");
    }
    try {
      JsonNode document = ApiGatewayRequest.JSON.readTree(text);
      if (!document.path("openapi").asText().startsWith("3.0.")) {
        throw ApiGatewayErrors.badRequest(
            "Errors found during import:\n\tInvalid OpenAPI input: HTTP APIs support OpenAPI 3.0 only.");
      }
      return document;
    } catch (JsonProcessingException e) {
      throw ApiGatewayErrors.badRequest("Invalid OpenAPI input.");
    }
  }

  private void settings() {
    JsonNode info = document.path("info");
    ObjectNode members = ApiGatewayRequest.JSON.createObjectNode();
    if (info.path("title").asText().isEmpty()) {
      findings.error("The document has no title.");
    } else {
      members.set("name", info.get("title"));
    }
    members.set("description", info.get("description"));
    members.set("version", info.get("version"));
    members.set("corsConfiguration", document.get(CORS));
    for (JsonNode server : document.path("servers")) {
      JsonNode endpoint = server.path(EXTENSION + "endpoint-configuration");
      if (endpoint.has("disableExecuteApiEndpoint")) {
        members.set("disableExecuteApiEndpoint", endpoint.get("disableExecuteApiEndpoint"));
      }
    }
    api.api().remove(List.of("description", "version", "corsConfiguration"));
    findings.attempt("the API's settings", () -> ApiOperations.change(members, api.api()));
  }

  private void paths() {
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String method = operation.getKey();
        if (METHODS.contains(method)) {
          route(method.toUpperCase(Locale.ROOT) + " " + path.getKey(), operation.getValue());
        } else if (method.equals(ANY_METHOD)) {
          boolean isDefault = operation.getValue().path(DEFAULT_ROUTE).asBoolean();
          route(isDefault ? "$default" : "ANY " + path.getKey(), operation.getValue());
        } else if (!OF_PATH.contains(method) && isUnknown(method)) {
          findings.warn(
              "Ignoring '%s' of path '%s': it is not a method of HTTP APIs."
                  .formatted(method, path.getKey()));
        }
      }
    }
  }

  /** True for a misspelled name, and for an extension of API Gateway that HTTP APIs lack. */
  private static boolean isUnknown(String name) {
    return name.startsWith(EXTENSION) || !name.startsWith("x-");
  }

  private void route(String key, JsonNode operation) {
    operation
        .properties()
        .forEach(
            member -> {
              if (!OF_OPERATION.contains(member.getKey()) && isUnknown(member.getKey())) {
                findings.warn("Ignoring '%s' of route '%s'.".formatted(member.getKey(), key));
              }
            });
    if (operation.has("requestBody")) {
      findings.inform("Ignoring the request body of route '%s'.".formatted(key));
    }
    findings.attempt("route '%s'".formatted(key), () -> addRoute(key, operation));
  }

  private void addRoute(String key, JsonNode operation) {
    ObjectNode members = ApiGatewayRequest.JSON.createObjectNode();
    members.put("routeKey", key);
    String operationId = operation.path("operationId").asText();
    if (!operationId.isEmpty() && operationId.length() <= 64) {
      members.put("operationName", operationId);
    }
    security.authorize(key, operation, members);
    if (operation.has(INTEGRATION)) {
      members.put("target", IntegrationOperations.target(integration(operation.get(INTEGRATION))));
    } else {
      findings.warn("Route '%s' has no integration.".formatted(key));
    }
    RouteOperations.add(api, members);
  }

  private ObjectNode integration(JsonNode extension) {
    if (!extension.isObject()) {
      throw ApiGatewayErrors.badRequest("Invalid " + INTEGRATION);
    }
    if (!extension.has("$ref")) {
      return newIntegration(extension);
    }
    String reference = extension.get("$ref").asText();
    if (!reference.startsWith(REFERENCE)) {
      throw ApiGatewayErrors.badRequest("Invalid reference '%s'".formatted(reference));
    }
    String name = reference.substring(REFERENCE.length());
    JsonNode component = document.path("components").path(INTEGRATIONS).path(name);
    if (!component.isObject()) {
      throw ApiGatewayErrors.badRequest("Unable to resolve reference '%s'".formatted(reference));
    }
    ObjectNode known = shared.get(name);
    ObjectNode integration = known == null ? newIntegration(component) : known;
    shared.put(name, integration);
    return integration;
  }

  private ObjectNode newIntegration(JsonNode extension) {
    ObjectNode members = extension.deepCopy();
    members.put("description", "AutoCreate from OpenAPI Import");
    members.put("integrationType", extension.path("type").asText().toUpperCase(Locale.ROOT));
    members.set("integrationUri", extension.get("uri"));
    members.set("integrationMethod", extension.get("httpMethod"));
    members.set("credentialsArn", extension.get("credentials"));
    return IntegrationOperations.add(api, members);
  }

  /** The tags that a document gives its API, in the form of a request. */
  static ObjectNode tags(String text) {
    ObjectNode request = ApiGatewayRequest.JSON.createObjectNode();
    ObjectNode tags = request.putObject("tags");
    for (JsonNode tag : parse(text).path("tags")) {
      if (tag.has(TAG_VALUE)) {
        tags.set(tag.path("name").asText(), tag.get(TAG_VALUE));
      }
    }
    return request;
  }
}
