package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.lambda.Scope;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;

/**
 * An API with its routes, integrations, authorizers, stages and deployments, as stored. Each has
 * API Gateway's own members. A deployment also has, apart from them, the definition that it is a
 * snapshot of.
 */
record StoredApi(ObjectNode json) {
  /** The part of the definition that {@code UpdateApi} changes, and deployments contain. */
  private static final List<String> SETTINGS =
      List.of("corsConfiguration", "disableExecuteApiEndpoint");

  private static final List<String> PARTS = List.of("routes", "integrations", "authorizers");
  private static final String ID_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final Random RANDOM = new SecureRandom();

  /** A new API without routes. */
  static StoredApi create(Scope scope, ObjectNode api) {
    ObjectNode json = ApiGatewayRequest.JSON.createObjectNode();
    json.put("account", scope.account()).put("region", scope.region());
    json.set("api", api);
    return new StoredApi(json);
  }

  /** A random id, such as {@code a1b2c3d}. */
  static String newId(int length) {
    StringBuilder id = new StringBuilder();
    id.append(ID_CHARACTERS.charAt(RANDOM.nextInt(26))); // a letter
    while (id.length() < length) {
      id.append(ID_CHARACTERS.charAt(RANDOM.nextInt(ID_CHARACTERS.length())));
    }
    return id.toString();
  }

  /** A time as API Gateway writes it, in seconds. */
  static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  Scope scope() {
    return new Scope(json.get("account").asText(), json.get("region").asText());
  }

  String id() {
    return api().get("apiId").asText();
  }

  /** The members that {@code GetApi} returns. */
  ObjectNode api() {
    return (ObjectNode) json.get("api");
  }

  /** By id. */
  ObjectNode routes() {
    return json.withObject("/routes");
  }

  /** By id. */
  ObjectNode integrations() {
    return json.withObject("/integrations");
  }

  /** By id. */
  ObjectNode authorizers() {
    return json.withObject("/authorizers");
  }

  /** By name. */
  ObjectNode stages() {
    return json.withObject("/stages");
  }

  /** By id. */
  ObjectNode deployments() {
    return json.withObject("/deployments");
  }

  /** The definitions of deployments, by the deployments' ids. */
  ObjectNode definitions() {
    return json.withObject("/definitions");
  }

  /** A copy of all that a deployment makes live. */
  ObjectNode definition() {
    ObjectNode definition = ApiGatewayRequest.JSON.createObjectNode();
    for (String setting : SETTINGS) {
      if (api().has(setting)) {
        definition.set(setting, api().get(setting).deepCopy());
      }
    }
    PARTS.forEach(part -> definition.set(part, json.withObject("/" + part).deepCopy()));
    return definition;
  }

  /** True if a route has this key. */
  boolean hasRoute(String key) {
    return stream(routes()).anyMatch(route -> route.get("routeKey").asText().equals(key));
  }

  /** A resource of a collection. Throws a 404 if it does not exist. */
  static ObjectNode require(ObjectNode collection, String kind, String id) {
    if (collection.get(id) instanceof ObjectNode found) {
      return found;
    }
    throw ApiGatewayErrors.notFound(kind, id);
  }

  /** The resources of a collection. */
  static java.util.stream.Stream<JsonNode> stream(JsonNode collection) {
    return StreamSupport.stream(collection.spliterator(), false);
  }
}
