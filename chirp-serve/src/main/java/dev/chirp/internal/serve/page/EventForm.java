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
   */
  EventForm unmasked(String event) {
    EventForm secret = of(event);
    EventForm shown = of(Masking.of(event).event());
    return new EventForm(
        unmasked(path, shown.path, secret.path),
        unmasked(query, shown.query, secret.query),
        unmasked(headers, shown.headers, secret.headers),
        body.equals(shown.body) ? secret.body : unmaskedJson(secret.body));
  }

  /** This form, whose body is a whole event. */
  EventForm unmaskedEvent(String event) {
    return new EventForm(path, query, headers, unmaskedJson(event));
  }

  private static List<Field> unmasked(List<Field> sent, List<Field> shown, List<Field> secret) {
    return sent.stream()
        .map(
            field -> {
              int index = field.value().contains(Masking.MASK) ? shown.indexOf(field) : -1;
              boolean isKnown =
                  index >= 0
                      && index < secret.size()
                      && secret.get(index).name().equals(field.name());
              return isKnown ? secret.get(index) : field;
            })
        .toList();
  }

  private String unmaskedJson(String secret) {
    Optional<JsonNode> sent = tree(body);
    Optional<JsonNode> source = tree(secret);
    if (!body.contains(Masking.MASK) || sent.isEmpty() || source.isEmpty()) {
      return body;
    }
    return unmasked(sent.get(), source.get()).toString();
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      return Optional.of(JSON.readTree(text)).filter(JsonNode::isContainerNode);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static JsonNode unmasked(JsonNode sent, JsonNode secret) {
    if (sent.isTextual() && sent.asText().contains(Masking.MASK) && !secret.isMissingNode()) {
      return secret;
    }
    if (sent instanceof ObjectNode object) {
      object
          .fieldNames()
          .forEachRemaining(
              name -> object.set(name, unmasked(object.get(name), secret.path(name))));
    } else if (sent instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, unmasked(array.get(i), secret.path(i)));
      }
    }
    return sent;
  }
}
