package dev.chirp.runtime.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object whose objects and arrays are checked but not read before they are asked for: most
 * functions ask for a small part of their event.
 */
final class Section {

  /** Values: Section, Span, String, Number, Boolean, null. */
  private final Map<String, Object> parts;

  private final byte[] json;

  private Section(Map<String, Object> parts, byte[] json) {
    this.parts = parts;
    this.json = json;
  }

  /** Checks all of the event and notes where its parts are. */
  static Section event(byte[] json, int from, int length) {
    try (JsonParser parser = Json.FACTORY.createParser(json, from, length)) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new JsonException("The event is empty (line 1, column 1)");
      }
      if (token != JsonToken.START_OBJECT) {
        throw new JsonException("The event is not a JSON object");
      }
      Section event = index(parser, json, from, true);
      JsonReader.checkEnd("The event", parser);
      return event;
    } catch (IOException e) {
      throw JsonReader.problem("The event", e);
    }
  }

  private static Section index(JsonParser parser, byte[] json, int base, boolean top)
      throws IOException {
    Map<String, Object> parts = new LinkedHashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.VALUE_NULL) {
        parts.put(name, null);
      } else if (!token.isStructStart()) {
        parts.put(name, JsonReader.value(parser, token));
      } else if (top && token == JsonToken.START_OBJECT && isIndexed(name)) {
        parts.put(name, index(parser, json, base, false));
      } else {
        int start = base + (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        int end = base + (int) parser.currentLocation().getByteOffset();
        parts.put(name, new Span(start, end - start, token == JsonToken.START_OBJECT));
      }
    }
    return new Section(parts, json);
  }

  /** The two objects that tell shapes apart or have children of which few are asked for. */
  private static boolean isIndexed(String name) {
    return name.equals("params") || name.equals("requestContext");
  }

  /** Whether the name is there, with null or anything else. */
  boolean has(String name) {
    return parts.containsKey(name);
  }

  /** Whether an object is there. */
  boolean hasObject(String name) {
    Object part = parts.get(name);
    return part instanceof Section || (part instanceof Span span && span.isObject);
  }

  /** The object of the name, still unread; only for the names that are indexed. */
  Optional<Section> section(String name) {
    return parts.get(name) instanceof Section section ? Optional.of(section) : Optional.empty();
  }

  /** The value of the name; absent and null are empty. */
  Optional<Object> get(String name) {
    Object part = parts.get(name);
    if (part instanceof Span span) {
      return Optional.of(span.value(json));
    }
    if (part instanceof Section section) {
      return Optional.of(section.asMap());
    }
    return Optional.ofNullable(part);
  }

  /** The text of the name; other values as JSON text. */
  Optional<String> text(String name) {
    return get(name).map(Event::text);
  }

  /** The object of the name; empty when there is none. */
  Map<?, ?> object(String name) {
    Optional<Object> value = get(name);
    return value.isPresent() && value.get() instanceof Map<?, ?> map ? map : Map.of();
  }

  /** The JSON text of the name as it came; absent and null are empty. */
  Optional<String> json(String name) {
    Object part = parts.get(name);
    if (part instanceof Span span) {
      return Optional.of(new String(json, span.start, span.length, StandardCharsets.UTF_8));
    }
    return Optional.ofNullable(part).map(value -> JsonWriter.json(value).text());
  }

  /**
   * Refuses what is neither absent nor null nor an object.
   *
   * @throws JsonException that names the place
   */
  void checkObjects(String... names) {
    for (String name : names) {
      if (parts.get(name) != null && !hasObject(name)) {
        throw new JsonException("The event's " + name + " is not an object");
      }
    }
  }

  /** As {@link #checkObjects}, for text. */
  void checkTexts(String... names) {
    for (String name : names) {
      Object part = parts.get(name);
      if (part != null && !(part instanceof String)) {
        throw new JsonException("The event's " + name + " is not text");
      }
    }
  }

  /** Binds the value of the name straight from its JSON, so that no digit of a number is lost. */
  <T> Optional<T> bind(String what, String name, Class<T> type) {
    Object part = parts.get(name);
    if (part == null) {
      return Optional.empty();
    }
    if (part instanceof Span span) {
      return Binding.read(what, json, span.start, span.length, type);
    }
    AnswerBuffer text = JsonWriter.json(part);
    return Binding.read(what, text.bytes(), 0, text.length(), type);
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (String name : parts.keySet()) {
      Optional<Object> value = get(name);
      if (value.isPresent()) {
        map.put(name, value.get());
      } else {
        map.put(name, null);
      }
    }
    return Collections.unmodifiableMap(map);
  }

  /** As {@link #asMap}, with a remark where a part breaks a limit that shows only in reading. */
  Map<String, Object> readable() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, Object> part : parts.entrySet()) {
      if (part.getValue() == null) {
        map.put(part.getKey(), null);
      } else if (part.getValue() instanceof Section section) {
        map.put(part.getKey(), section.readable());
      } else {
        map.put(part.getKey(), readable(part.getKey()));
      }
    }
    return map;
  }

  private Object readable(String name) {
    try {
      return get(name).orElse("");
    } catch (JsonException e) {
      return e.getMessage();
    }
  }

  /** Where an unread object or array is, and its value once it was read. */
  private static final class Span {

    final int start;
    final int length;
    final boolean isObject;
    private Optional<Object> value = Optional.empty();

    Span(int start, int length, boolean isObject) {
      this.start = start;
      this.length = length;
      this.isObject = isObject;
    }

    Object value(byte[] json) {
      if (value.isEmpty()) {
        value = JsonReader.read("A part of the event", json, start, length);
      }
      return value.orElseThrow();
    }
  }
}
