package dev.chirp.internal.serve.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.project.ProjectFunction;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The operation of one route.
 *
 * @param pathNames the names of the path's variables in the document, which may be those of another
 *     route with the same path
 */
record Operation(
    ProjectFunction function,
    RouteKey route,
    List<String> pathNames,
    FunctionFacts facts,
    List<EventExample> examples,
    TypeSchemas schemas,
    ObjectMapper mapper) {
  private static final String JSON = "application/json";

  /** OpenAPI gives the bodies of these no meaning. */
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE", "OPTIONS");

  ObjectNode json() {
    ObjectNode operation = TypeSchemas.node().put("operationId", function.name());
    String description = function.settings().description().value();
    if (!description.isEmpty()) {
      operation.put("summary", description);
    }
    ArrayNode parameters = parameters();
    if (!parameters.isEmpty()) {
      operation.set("parameters", parameters);
    }
    body().ifPresent(body -> operation.set("requestBody", body));
    operation.set(
        "responses", new Responses(function.kind(), facts, examples, schemas, mapper).json());
    return operation;
  }

  private ArrayNode parameters() {
    ArrayNode all = TypeSchemas.node().arrayNode();
    for (int i = 0; i < pathNames.size(); i++) {
      String own = route.variables().get(i);
      ObjectNode parameter =
          parameter("path", pathNames.get(i), example(EventExample::path, own))
              .put("required", true);
      if (!pathNames.get(i).replace("+", "").equals(own)) {
        parameter.put("description", "The function's name for it is '%s'.".formatted(own));
      }
      all.add(parameter);
    }
    Set<String> query = new TreeSet<>(facts.code().query());
    examples.forEach(each -> query.addAll(each.query().keySet()));
    query.forEach(name -> all.add(parameter("query", name, example(EventExample::query, name))));
    return all;
  }

  private Optional<String> example(Function<EventExample, Map<String, String>> part, String name) {
    return examples.stream()
        .map(part)
        .map(map -> map.get(name))
        .filter(Objects::nonNull)
        .filter(text -> !text.contains("***")) // was a secret
        .findFirst();
  }

  private static ObjectNode parameter(String place, String name, Optional<String> example) {
    ObjectNode parameter = TypeSchemas.node().put("name", name).put("in", place);
    parameter.set("schema", TypeSchemas.value("string"));
    example.ifPresent(text -> parameter.put("example", text));
    return parameter;
  }

  private Optional<ObjectNode> body() {
    if (WITHOUT_BODY.contains(route.method())) {
      return Optional.empty();
    }
    Map<String, Object> bodies = new TreeMap<>();
    examples.forEach(each -> each.body().ifPresent(body -> bodies.put(each.name(), body)));
    if (bodies.isEmpty() && facts.body().isEmpty()) {
      return Optional.empty();
    }
    ObjectNode media = TypeSchemas.node();
    media.set(
        "schema", facts.body().map(type -> schemas.of(type, mapper)).orElseGet(TypeSchemas::node));
    if (!bodies.isEmpty()) {
      ObjectNode named = media.putObject("examples");
      bodies.forEach((name, value) -> named.putObject(key(name)).putPOJO("value", value));
    }
    ObjectNode body = TypeSchemas.node();
    if (facts.body().isPresent()) {
      body.put("required", true);
    }
    body.putObject("content").set(JSON, media);
    return Optional.of(body);
  }

  private static String key(String name) {
    return name.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
