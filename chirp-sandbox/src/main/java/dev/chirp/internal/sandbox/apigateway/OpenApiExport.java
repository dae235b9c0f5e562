package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.route.RouteKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes an API as an OpenAPI 3.0 document that can be imported again.
 *
 * @param definition the API's own, or that of a deployment
 * @param stage the stage whose deployment it is; empty for the API's own
 * @param withExtensions whether the document has API Gateway's extensions
 */
record OpenApiExport(
    StoredApi api, JsonNode definition, Optional<String> stage, boolean withExtensions) {
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}+]+)\\+?}");
  private static final Map<String, String> INTEGRATION_MEMBERS =
      Map.of(
          "connectionType", "connectionType",
          "integrationMethod", "httpMethod",
          "integrationUri", "uri",
          "payloadFormatVersion", "payloadFormatVersion",
          "timeoutInMillis", "timeoutInMillis");

  ObjectNode document() {
    ObjectNode document = ApiGatewayRequest.JSON.createObjectNode();
    document.put("openapi", "3.0.1");
    info(document.putObject("info"));
    server(document.putArray("servers").addObject());
    if (withExtensions) {
      tags(document);
    }
    ObjectNode paths = document.putObject("paths");
    for (JsonNode route : definition.path("routes")) {
      route(paths, route);
    }
    if (withExtensions) {
      extensions(document);
    }
    return document;
  }

  private void info(ObjectNode info) {
    info.set("title", api.api().get("name"));
    if (api.api().has("description")) {
      info.set("description", api.api().get("description"));
    }
    info.put("version", api.api().path("version").asText(api.api().get("createdDate").asText()));
  }

  private void server(ObjectNode server) {
    String name = stage.filter(given -> !given.equals("$default")).orElse("");
    server.put("url", api.api().get("apiEndpoint").asText() + "/{basePath}");
    server.putObject("variables").putObject("basePath").put("default", name);
  }

  private void tags(ObjectNode document) {
    ObjectNode tags = api.api().withObject("/tags");
    if (!tags.isEmpty()) {
      ArrayNode all = document.putArray("tags");
      tags.properties()
          .forEach(
              tag ->
                  all.addObject()
                      .put("name", tag.getKey())
                      .set(OpenApiImport.TAG_VALUE, tag.getValue()));
    }
  }

  private void extensions(ObjectNode document) {
    ObjectNode schemes = ApiGatewayRequest.JSON.createObjectNode();
    definition.path("authorizers").forEach(authorizer -> scheme(schemes, authorizer));
    if (StoredApi.stream(definition.path("routes"))
        .anyMatch(route -> route.path("authorizationType").asText().equals("AWS_IAM"))) {
      apiKey(schemes.putObject(OpenApiSecurity.SIGV4), "Authorization")
          .put(OpenApiSecurity.AUTH_TYPE, OpenApiSecurity.SIGV4);
    }
    if (!schemes.isEmpty()) {
      document.putObject("components").set("securitySchemes", schemes);
    }
    if (definition.has("corsConfiguration")) {
      document.set(OpenApiImport.CORS, definition.get("corsConfiguration"));
    }
    document.put("x-amazon-apigateway-importexport-version", "1.0");
  }

  private static ObjectNode apiKey(ObjectNode scheme, String header) {
    return scheme.put("type", "apiKey").put("name", header).put("in", "header");
  }

  private static void scheme(ObjectNode schemes, JsonNode authorizer) {
    boolean isJwt = authorizer.get("authorizerType").asText().equals("JWT");
    ObjectNode scheme = schemes.putObject(authorizer.get("name").asText());
    if (isJwt) {
      scheme.put("type", "oauth2").putObject("flows");
    } else {
      apiKey(scheme, "Unused");
    }
    ObjectNode extension = authorizer.deepCopy();
    extension.remove(List.of("authorizerId", "authorizerType", "identitySource", "name"));
    extension.put("type", isJwt ? "jwt" : "request");
    extension.put(
        "identitySource",
        StoredApi.stream(authorizer.path("identitySource"))
            .map(JsonNode::asText)
            .collect(Collectors.joining(",")));
    scheme.set(OpenApiSecurity.AUTHORIZER, extension);
  }

  private void route(ObjectNode paths, JsonNode route) {
    RouteKey key = RouteKey.parse(route.get("routeKey").asText());
    boolean isSpecial = key.isDefault() || key.isAny();
    if (isSpecial && !withExtensions) {
      return; // OpenAPI itself cannot say that
    }
    String path = key.isDefault() ? "/$default" : key.path();
    ObjectNode operation =
        withObject(paths, path)
            .putObject(
                isSpecial ? OpenApiImport.ANY_METHOD : key.method().toLowerCase(Locale.ROOT));
    if (route.has("operationName")) {
      operation.set("operationId", route.get("operationName"));
    }
    parameters(operation, key.path());
    operation
        .putObject("responses")
        .putObject("default")
        .put("description", "Default response for " + key);
    if (withExtensions) {
      extend(operation, key, route);
    }
  }

  private static ObjectNode withObject(ObjectNode paths, String path) {
    return paths.get(path) instanceof ObjectNode known ? known : paths.putObject(path);
  }

  private static void parameters(ObjectNode operation, String path) {
    Matcher variable = VARIABLE.matcher(path);
    while (variable.find()) {
      ObjectNode parameter = operation.withArray("/parameters").addObject();
      parameter.put("name", variable.group(1)).put("in", "path").put("required", true);
      parameter.putObject("schema").put("type", "string");
    }
  }

  private void extend(ObjectNode operation, RouteKey key, JsonNode route) {
    if (key.isDefault()) {
      operation.put(OpenApiImport.DEFAULT_ROUTE, true);
    }
    security(operation, route);
    JsonNode integration = IntegrationOperations.ofRoute(definition.path("integrations"), route);
    if (integration.isObject()) {
      ObjectNode extension = operation.putObject(OpenApiImport.INTEGRATION);
      extension.put("type", "aws_proxy");
      INTEGRATION_MEMBERS.forEach((member, name) -> extension.set(name, integration.get(member)));
    }
  }

  private void security(ObjectNode operation, JsonNode route) {
    String type = route.get("authorizationType").asText();
    if (type.equals("NONE")) {
      return;
    }
    JsonNode authorizer = definition.path("authorizers").path(route.path("authorizerId").asText());
    ArrayNode scopes =
        operation
            .putArray("security")
            .addObject()
            .putArray(authorizer.path("name").asText(OpenApiSecurity.SIGV4));
    route.path("authorizationScopes").forEach(scopes::add);
  }
}
