package dev.chirp.internal.serve.page;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.json.Event;
import dev.chirp.internal.json.JsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The fields of a form for a request. An event of any shape fills one.
 *
 * @param path parameters of the path
 * @param body empty for none
 */
record EventForm(List<Field> path, List<Field> query, List<Field> headers, String body) {
  static final EventForm EMPTY = new EventForm(List.of(), List.of(), List.of(), "");

  /** Numbers keep all their digits. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  /** Headers that belong to a connection, or that the gateway adds. */
  private static final Set<String> NOT_SENT =
      Set.of(
          "connection",
          "content-length",
          "host",
          "transfer-encoding",
          "x-amzn-trace-id",
          "x-forwarded-for",
          "x-forwarded-port",
          "x-forwarded-proto");

  /** A name with one value. */
  record Field(String name, String value) {}

  /** Reads an event. One without an object fills nothing. */
  static EventForm of(String text) {
    try {
      return of(Event.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException | JsonException e) {
      return EMPTY;
    }
  }

  private static EventForm of(Event event) {
    String body = body(event);
    List<Field> headers = new ArrayList<>(fields(event, "header"));
    headers.removeIf(header -> NOT_SENT.contains(header.name().toLowerCase(Locale.ROOT)));
    if (body.startsWith("{") && event.headerValues("content-type").isEmpty()) {
      headers.add(new Field("content-type", "application/json"));
    }
    return new EventForm(fields(event, "path"), fields(event, "querystring"), headers, body);
  }

  /** An event of API Gateway's template has an object even if the client sent no body. */
  private static String body(Event event) {
    try {
      String body = event.bodyText().orElse("");
      boolean hasNone =
          event.method().filter(Set.of("GET", "HEAD", "DELETE")::contains).isPresent();
      return body.equals("{}") && hasNone ? "" : body;
    } catch (JsonException e) {
      return Masking.MASK; // it was base64
    }
  }

  private static List<Field> fields(Event event, String kind) {
    return event.find("params:" + kind).orElse(Map.of()) instanceof Map<?, ?> values
        ? fields(values)
        : List.of();
  }

  private static List<Field> fields(Map<?, ?> values) {
    return values.entrySet().stream()
        .flatMap(
            entry ->
                (entry.getValue() instanceof List<?> list
                        ? list.stream()
                        : Stream.of(entry.getValue()))
                    .map(value -> new Field(String.valueOf(entry.getKey()), Event.text(value))))
        .toList();
  }

  /** Reads what the page sends. */
  static EventForm read(JsonNode form) {
    return new EventForm(
        fields(form.path("path")),
        fields(form.path("query")),
        fields(form.path("headers")),
        form.path("body").asText());
  }

  private static List<Field> fields(JsonNode array) {
    List<Field> fields = new ArrayList<>();
    array.forEach(
        each -> fields.add(new Field(each.path("name").asText(), each.path("value").asText())));
    return fields;
  }

  /** The form as the page reads it. */
  ObjectNode json() {
    ObjectNode form = JSON.createObjectNode();
    put(form.putArray("path"), path);
    put(form.putArray("query"), query);
    put(form.putArray("headers"), headers);
    return form.put("body", body);
  }

  private static void put(ArrayNode array, List<Field> fields) {
    fields.forEach(
        field -> array.addObject().put("name", field.name()).put("value", field.value()));
  }

  /**
   * This form with an event's secrets where the page still has the mask, because the page never
   * gets them.
   *
   * @param event that filled the form
   * @throws PageRefusal if a changed value still has a mask, which would be sent
   */
  EventForm unmasked(String event) throws PageRefusal {
    EventForm secret = of(event);
    EventForm shown = of(Masking.of(event).event());
    return new EventForm(
        unmasked(path, shown.path, secret.path),
        unmasked(query, shown.query, secret.query),
        unmasked(headers, shown.headers, secret.headers),
        unmaskedBody(shown.body, secret.body));
  }

  /** This form, whose body is a whole event. */
  EventForm unmaskedEvent(String event) throws PageRefusal {
    return new EventForm(path, query, headers, unmaskedBody(Masking.of(event).event(), event));
  }

  private static List<Field> unmasked(List<Field> sent, List<Field> shown, List<Field> secret)
      throws PageRefusal {
    List<Field> fields = new ArrayList<>();
    for (Field field : sent) {
      int index = isMasked(field.value()) ? shown.indexOf(field) : -1;
      boolean isKnown =
          index >= 0 && index < secret.size() && secret.get(index).name().equals(field.name());
      boolean wasMasked =
          shown.stream()
              .anyMatch(each -> each.name().equals(field.name()) && isMasked(each.value()));
      if (!isKnown && wasMasked && isMasked(field.value())) {
        throw refusal("'" + field.name() + "'");
      }
      fields.add(isKnown ? secret.get(index) : field);
    }
    return fields;
  }

  private static boolean isMasked(String text) {
    return text.contains(Masking.MASK);
  }

  private static PageRefusal refusal(String where) {
    return new PageRefusal(
        400, "A changed value in %s still has ***: type the secret instead.".formatted(where));
  }

  private String unmaskedBody(String shown, String secret) throws PageRefusal {
    if (!isMasked(body) || !isMasked(shown)) {
      return body;
    }
    if (body.equals(shown)) {
      return secret;
    }
    Optional<JsonNode> sent = tree(body);
    Optional<JsonNode> masked = tree(shown);
    Optional<JsonNode> source = tree(secret);
    if (sent.isEmpty() || masked.isEmpty() || source.isEmpty()) {
      throw refusal("the body");
    }
    return unmasked(sent.get(), masked.get(), source.get()).toString();
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      return Optional.of(JSON.readTree(text)).filter(JsonNode::isContainerNode);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Only an unchanged value is replaced. In an array of a new length, none has its old place. */
  private static JsonNode unmasked(JsonNode sent, JsonNode shown, JsonNode secret)
      throws PageRefusal {
    if (!isMasked(sent.toString()) || !isMasked(shown.toString())) {
      return sent;
    }
    if (sent.isTextual() && sent.equals(shown)) {
      return secret;
    }
    if (sent instanceof ObjectNode object && shown.isObject()) {
      for (String name : names(object)) {
        object.set(name, unmasked(object.get(name), shown.path(name), secret.path(name)));
      }
      return object;
    }
    if (sent instanceof ArrayNode array && shown.isArray() && array.size() == shown.size()) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, unmasked(array.get(i), shown.path(i), secret.path(i)));
      }
      return array;
    }
    throw refusal("the body");
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
