package dev.chirp.internal.serve.openapi;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.project.HandlerKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The responses of one operation. The default is what the gateway itself answers. */
record Responses(
    HandlerKind kind,
    FunctionFacts facts,
    List<EventExample> examples,
    TypeSchemas schemas,
    ObjectMapper mapper) {
  private static final String JSON = "application/json";
  private static final String ENVELOPE = "Envelope";
  private static final String ERROR = "ErrorEnvelope";
  private static final String GATEWAY = "GatewayMessage";

  /** The name of an event file that leads to an error: {@code 404}, {@code 400-image}. */
  private static final Pattern ERROR_EVENT = Pattern.compile("([45]\\d\\d)(?:\\D.*)?");

  private static final Set<Integer> WITHOUT_CONTENT = Set.of(204, 205, 304);

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(204, "No Content"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(303, "See Other"),
          Map.entry(304, "Not Modified"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(308, "Permanent Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(409, "Conflict"),
          Map.entry(500, "Internal Server Error"));

  /** The schemas that every document has. */
  static Map<String, ObjectNode> components() {
    ObjectNode envelope = TypeSchemas.value("object");
    envelope.put("description", "The response of a function.");
    ObjectNode members = envelope.putObject("properties");
    members.putObject("data").put("description", "What the function returned.");
    members.set("code", TypeSchemas.value("integer int32").put("description", "The status."));
    members.putObject("notes").put("description", "Facts about the response, or null.");
    envelope.set("required", names("data", "code", "notes"));

    ObjectNode problem = TypeSchemas.value("object");
    ObjectNode parts = problem.putObject("properties");
    parts.set("httpStatusCode", TypeSchemas.value("integer int32"));
    parts.set("detailCode", TypeSchemas.value("integer int32"));
    parts.set("message", TypeSchemas.value("string"));
    parts.set("developerMessage", TypeSchemas.value("string"));
    parts.set("moreInfoUrl", TypeSchemas.value("string"));
    problem.set(
        "required",
        names("httpStatusCode", "detailCode", "message", "developerMessage", "moreInfoUrl"));
    ObjectNode error = TypeSchemas.value("object");
    error.put("description", "The error of a function.");
    ObjectNode outer = error.putObject("properties");
    outer.set("data", problem);
    outer.set(
        "code",
        TypeSchemas.value("integer int64")
            .put("description", "Status and detail code: 404100 for 404 and 100."));
    error.set("required", names("data", "code"));

    ObjectNode gateway = TypeSchemas.value("object");
    gateway.put("description", "A response of the gateway, not of a function.");
    gateway.putObject("properties").set("message", TypeSchemas.value("string"));
    gateway.set("required", names("message"));
    return Map.of(ENVELOPE, envelope, ERROR, error, GATEWAY, gateway);
  }

  private static ArrayNode names(String... names) {
    ArrayNode all = TypeSchemas.node().arrayNode();
    List.of(names).forEach(all::add);
    return all;
  }

  ObjectNode json() {
    ObjectNode responses = TypeSchemas.node();
    if (kind == HandlerKind.API_FUNCTION) {
      Map<Integer, ObjectNode> byStatus = new TreeMap<>();
      successes().forEach(status -> byStatus.put(status, success(status)));
      errors().forEach(status -> byStatus.put(status, error(status)));
      byStatus.forEach((status, response) -> responses.set(status.toString(), response));
    } else if (plainResult().isPresent()) {
      responses.set("200", content("OK", JSON, schemas.of(plainResult().get(), mapper)));
    } else {
      responses.putObject("200").put("description", "The function decides, also on the status.");
    }
    responses.set(
        "default",
        content(
            "The gateway's own response, such as 413, 429 or 503.",
            JSON,
            TypeSchemas.ref(GATEWAY)));
    return responses;
  }

  private Set<Integer> successes() {
    Set<Integer> created = facts.code().successes();
    return created.isEmpty() ? Set.of(200) : created;
  }

  /** Every API function can answer 400 and 500. */
  private Set<Integer> errors() {
    Set<Integer> errors = new TreeSet<>(facts.code().errors());
    errors.addAll(List.of(400, 500));
    examples.stream()
        .map(example -> ERROR_EVENT.matcher(example.name()))
        .filter(Matcher::matches)
        .map(match -> Integer.valueOf(match.group(1)))
        .forEach(errors::add);
    return errors;
  }

  private ObjectNode success(int status) {
    if (WITHOUT_CONTENT.contains(status)) {
      return TypeSchemas.node().put("description", reason(status));
    }
    if (status == 200 && facts.code().contentType().isPresent()) {
      return content(
          reason(status), facts.code().contentType().get(), TypeSchemas.value("string binary"));
    }
    ObjectNode response = content(reason(status), JSON, envelope());
    if (status == 201 || status >= 300) {
      response
          .putObject("headers")
          .putObject("location")
          .set("schema", TypeSchemas.value("string"));
    }
    return response;
  }

  private ObjectNode envelope() {
    Optional<JavaType> data = facts.result().filter(type -> !isResponse(type));
    if (data.isEmpty()) {
      return TypeSchemas.ref(ENVELOPE);
    }
    ObjectNode own = TypeSchemas.value("object");
    own.putObject("properties").set("data", schemas.of(data.get(), mapper));
    ObjectNode whole = TypeSchemas.node();
    whole.putArray("allOf").add(TypeSchemas.ref(ENVELOPE)).add(own);
    return whole;
  }

  private static ObjectNode error(int status) {
    if (status != 500) {
      return content(reason(status), JSON, TypeSchemas.ref(ERROR));
    }
    ObjectNode either = TypeSchemas.node(); // the gateway answers if the function's process ends
    either.putArray("oneOf").add(TypeSchemas.ref(ERROR)).add(TypeSchemas.ref(GATEWAY));
    return content(reason(status), JSON, either);
  }

  /** The result that the gateway answers with as it is, with status 200. */
  private Optional<JavaType> plainResult() {
    return facts.result().filter(type -> !isResponse(type)).filter(type -> !type.isMapLikeType());
  }

  /** True if the type says the status itself, such as {@code APIGatewayV2HTTPResponse}. */
  private boolean isResponse(JavaType type) {
    return type.getRawClass().getName().equals("dev.chirp.runtime.ApiResponse")
        || (!type.isContainerType()
            && mapper.getSerializationConfig().introspect(type).findProperties().stream()
                .anyMatch(property -> property.getName().equals("statusCode")));
  }

  private static String reason(int status) {
    return REASONS.getOrDefault(status, "Status " + status);
  }

  private static ObjectNode content(String description, String type, ObjectNode schema) {
    ObjectNode response = TypeSchemas.node().put("description", description);
    response.putObject("content").putObject(type).set("schema", schema);
    return response;
  }
}
