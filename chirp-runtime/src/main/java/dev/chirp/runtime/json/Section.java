package dev.chirp.runtime.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.base.ParserBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object whose objects and arrays are checked but mostly not read before they are asked for:
 * functions ask for a small part of their event.
 */
final class Section {

  private static final int FIRST_CAPACITY = 4;

  private static final Object NOTHING = new Object();

  private final byte[] json;
  private String[] names = new String[FIRST_CAPACITY];

  /** Section, Span, Map, List, String, Number, Boolean, null. */
  private Object[] values = new Object[FIRST_CAPACITY];

  private int size;

  private Section(byte[] json) {
    this.json = json;
  }

  /** Checks all of the event and notes where its parts are. */
  static Section event(byte[] json, int from, int length) {
    try (JsonParser parser = Json.FACTORY.createParser(json, from, length)) {
      if (JsonReader.firstToken("The event", parser) != JsonToken.START_OBJECT) {
        throw new JsonException("The event is not a JSON object");
      }
      Section event = new Section(json);
      event.index(parser, from, true);
      JsonReader.checkEnd("The event", parser);
      return event;
    } catch (IOException e) {
      throw JsonReader.problem("The event", e);
    }
  }

  private void index(JsonParser parser, int base, boolean top) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        values = Arrays.copyOf(values, size * 2);
      }
      names[size] = name;
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT && top && isIndexed(name)) {
        Section section = new Section(json);
        section.index(parser, base, false);
        values[size] = section;
      } else if (token.isStructStart() && !isReadAtOnce(name)) {
        int start = base + offset(parser);
        parser.skipChildren();
        values[size] =
            new Span(start, base + offset(parser) + 1 - start, token == JsonToken.START_OBJECT);
      } else if (token != JsonToken.VALUE_NULL) {
        values[size] = JsonReader.value(parser, token);
      }
      size++;
    }
  }

  /** Where the current token begins; the parser's other ways to say so allocate. */
  private static int offset(JsonParser parser) {
    return (int)
        (parser instanceof ParserBase known
            ? known.getTokenCharacterOffset() - 1
            : parser.currentTokenLocation().getByteOffset());
  }

  /** The two objects that tell shapes apart or have children of which few are asked for. */
  private static boolean isIndexed(String name) {
    return name.equals("params") || name.equals("requestContext");
  }

  /** Small, and nearly every function asks for it: a second look would cost more. */
  private static boolean isReadAtOnce(String name) {
    return name.equals("querystring") || name.equals("queryStringParameters");
  }

  /** Of a name that comes twice the last one counts, as in a map. */
  private int indexOf(String name) {
    int i = size - 1;
    while (i >= 0 && !names[i].equals(name)) {
      i--;
    }
    return i;
  }

  /** What stands under the name; for absent and null {@link #NOTHING}. */
  private Object part(String name) {
    int i = indexOf(name);
    return i < 0 || values[i] == null ? NOTHING : values[i];
  }

  /** Whether the name is there, with null or anything else. */
  boolean has(String name) {
    return indexOf(name) >= 0;
  }

  /** Whether an object is there. */
  boolean hasObject(String name) {
    return isObject(part(name));
  }

  private static boolean isObject(Object part) {
    return part instanceof Section
        || part instanceof Map<?, ?>
        || (part instanceof Span span && span.isObject);
  }

  /** The object of the name, still unread; only for the names that are indexed. */
  Optional<Section> section(String name) {
    return part(name) instanceof Section section ? Optional.of(section) : Optional.empty();
  }

  /** The value of the name; absent and null are empty. */
  Optional<Object> get(String name) {
    Object part = part(name);
    return part == NOTHING ? Optional.empty() : Optional.of(value(part, false));
  }

  private Object value(Object part, boolean remarks) {
    if (part instanceof Span span) {
      return remarks ? span.readable(json) : span.value(json);
    }
    return part instanceof Section section ? section.asMap(remarks) : part;
  }

  /** The text of the name; other values as JSON text. */
  Optional<String> text(String name) {
    Object part = part(name);
    return part == NOTHING ? Optional.empty() : Optional.of(Event.text(value(part, false)));
  }

  /** The object of the name; empty when there is none. */
  Map<?, ?> object(String name) {
    return value(part(name), false) instanceof Map<?, ?> map ? map : Map.of();
  }

  /** The JSON text of the name as it came; absent and null are empty. */
  Optional<String> json(String name) {
    Object part = part(name);
    if (part instanceof Span span) {
      return Optional.of(new String(json, span.start, span.length, StandardCharsets.UTF_8));
    }
    return part == NOTHING ? Optional.empty() : Optional.of(JsonWriter.json(part).text());
  }

  /**
   * Refuses what is neither absent nor null nor an object.
   *
   * @throws JsonException that names the place
   */
  void checkObject(String name) {
    Object part = part(name);
    if (part != NOTHING && !isObject(part)) {
      throw new JsonException("The event's " + name + " is not an object");
    }
  }

  /** As {@link #checkObject}, for text. */
  void checkText(String name) {
    Object part = part(name);
    if (part != NOTHING && !(part instanceof String)) {
      throw new JsonException("The event's " + name + " is not text");
    }
  }

  /** Binds the value of the name straight from its JSON, so that no digit of a number is lost. */
  <T> Optional<T> bind(String what, String name, Class<T> type) {
    Object part = part(name);
    if (part == NOTHING) {
      return Optional.empty();
    }
    if (part instanceof Span span) {
      return Binding.read(what, json, span.start, span.length, type);
    }
    AnswerBuffer text = JsonWriter.json(part);
    return Binding.read(what, text.bytes(), 0, text.length(), type);
  }

  /**
   * All of it.
   *
   * @param remarks whether a part that breaks a limit which shows only in reading is a remark about
   *     that, not an exception
   */
  Map<String, Object> asMap(boolean remarks) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(names[i], values[i] == null ? null : value(values[i], remarks));
    }
    return Collections.unmodifiableMap(map);
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

    Object readable(byte[] json) {
      try {
        return value(json);
      } catch (JsonException e) {
        return e.getMessage();
      }
    }
  }
}
