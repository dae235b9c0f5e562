package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The security schemes of an OpenAPI document, as authorizers.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html">OpenAPI
 *     for HTTP APIs</a>
 */
final class OpenApiSecurity {
  static final String AUTHORIZER = "x-amazon-apigateway-authorizer";
  static final String AUTH_TYPE = "x-amazon-apigateway-authtype";
  static final String SIGV4 = "awsSigv4";
  private static final String AUTH = "x-amazon-apigateway-auth";

  private final JsonNode document;
  private final ImportFindings findings;

  /** The authorizers by the names of their schemes. */
  private final Map<String, ObjectNode> authorizers = new HashMap<>();

  OpenApiSecurity(JsonNode document, ImportFindings findings) {
    this.document = document;
    this.findings = findings;
  }

  private JsonNode schemes() {
    return document.path("components").path("securitySchemes");
  }

  /** Adds the authorizers of all schemes to an API. */
  void addAuthorizers(StoredApi api) {
    for (Map.Entry<String, JsonNode> scheme : schemes().properties()) {
      JsonNode extension = scheme.getValue().path(AUTHORIZER);
      if (extension.isObject()) {
        findings.attempt(
            "security scheme '%s'".formatted(scheme.getKey()),
            () ->
                authorizers.put(
                    scheme.getKey(),
                    AuthorizerOperations.add(api, members(scheme.getKey(), extension))));
      }
    }
  }

  private static ObjectNode members(String name, JsonNode extension) {
    ObjectNode members = extension.deepCopy();
    members.put("name", name);
    members.put("authorizerType", extension.path("type").asText().toUpperCase(Locale.ROOT));
    if (extension.has("authorizerCredentials")) {
      members.set("authorizerCredentialsArn", extension.get("authorizerCredentials"));
    }
    ArrayNode sources = members.putArray("identitySource");
    for (String source : extension.path("identitySource").asText().split(",", -1)) {
      if (!source.isBlank()) {
        sources.add(source.strip());
      }
    }
    return members;
  }

  /** Sets the authorization of an operation's route. */
  void authorize(String route, JsonNode operation, ObjectNode members) {
    if (operation.path(AUTH).path("type").asText().equals("AWS_IAM")) {
      members.put("authorizationType", "AWS_IAM");
      return;
    }
    JsonNode security =
        operation.has("security") ? operation.get("security") : document.path("security");
    if (security.isEmpty()) {
      return;
    }
    if (!security.isArray() || security.size() > 1 || security.get(0).properties().size() != 1) {
      findings.error("Route '%s' must have exactly one security requirement.".formatted(route));
      return;
    }
    Map.Entry<String, JsonNode> requirement = security.get(0).properties().iterator().next();
    String name = requirement.getKey();
    ObjectNode authorizer = authorizers.get(name);
    if (authorizer != null) {
      boolean isJwt = authorizer.get("authorizerType").asText().equals("JWT");
      members.put("authorizationType", isJwt ? "JWT" : "CUSTOM");
      members.set("authorizerId", authorizer.get("authorizerId"));
      if (!requirement.getValue().isEmpty()) {
        members.set("authorizationScopes", requirement.getValue());
      }
    } else if (schemes().path(name).path(AUTH_TYPE).asText().equals(SIGV4)) {
      members.put("authorizationType", "AWS_IAM");
    } else {
      findings.error(
          "Route '%s' has the security scheme '%s', which has no authorizer."
              .formatted(route, name));
    }
  }
}
