package dev.chirp.internal.json;

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
 * A JSON object that is checked completely and read lazily: functions use only a small part of
 * their event.
 */
final class Section {

  private static final int FIRST_CAPACITY = 4;

  private final byte[] json;
  private String[] names = new String[FIRST_CAPACITY];

  /** Section, Map, List, String, Number or Boolean; null for JSON null and for unread parts. */
  private Object[] values = new Object[FIRST_CAPACITY];

  /** Start and end offsets of objects and arrays that are read lazily; zeros for other values. */
  private int[] spans = new int[2 * FIRST_CAPACITY];

  private int size;

  private final int from;
  private final int length;

  private Section(byte[] json, int from, int length) {
    this.json = json;
    this.from = from;
    this.length = length;
  }

  /** Checks the whole event and records where its parts are. */
  static Section event(byte[] json, int from, int length) {
    try (JsonParser parser = JsonReader.FACTORY.createParser(json, from, length)) {
      if (JsonReader.firstToken("The event", parser) != JsonToken.START_OBJECT) {
        throw new JsonException("The event is not a JSON object");
      }
      Section event = new Section(json, from, length);
      event.index(parser, true);
      JsonReader.checkEnd("The event", parser);
      return event;
    } catch (IOException e) {
      throw JsonReader.problem("The event", e);
    }
  }

  private void index(JsonParser parser, boolean top) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      if (size == names.length) {
        names = Arrays.copyOf(names, size * 2);
        values = Arrays.copyOf(values, size * 2);
        spans = Arrays.copyOf(spans, size * 4);
      }
      names[size] = name;
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT && top && isIndexed(name)) {
        Section section = new Section(json, from, length);
        section.index(parser, false);
        values[size] = section;
      } else if (token.isStructStart() && !isReadAtOnce(name)) {
        spans[2 * size] = from + offset(parser);
        parser.skipChildren();
        spans[2 * size + 1] = from + offset(parser) + 1;
      } else if (token != JsonToken.VALUE_NULL) {
        values[size] = JsonReader.value(parser, token);
      }
      size++;
    }
  }

  /** The offset of the current token. The parser's other methods for it allocate. */
  private static int offset(JsonParser parser) {
    return (int)
        (parser instanceof ParserBase known
            ? known.getTokenCharacterOffset() - 1
            : parser.currentTokenLocation().getByteOffset());
  }

  /**
   * True for the two objects that tell the shapes apart or have many children that few functions
   * use.
   */
  private static boolean isIndexed(String name) {
    return name.equals("params") || name.equals("requestContext");
  }

  /** True for small parts that nearly every function uses: a second look would cost more. */
  private static boolean isReadAtOnce(String name) {
    return name.equals("querystring") || name.equals("queryStringParameters");
  }

  /** The index of a name. Of duplicates, the last one counts, as in a map. */
  private int indexOf(String name) {
    int i = size - 1;
    while (i >= 0 && !names[i].equals(name)) {
      i--;
    }
    return i;
  }

  private boolean isSpan(int i) {
    return i >= 0 && spans[2 * i + 1] > 0;
  }

  private boolean isNothing(int i) {
    return i < 0 || (values[i] == null && !isSpan(i));
  }

  private boolean isObject(int i) {
    return isSpan(i)
        ? json[spans[2 * i]] == '{'
        : i >= 0 && (values[i] instanceof Section || values[i] instanceof Map<?, ?>);
  }

  /** The value at an index that is in use. */
  private Object value(int i) {
    if (values[i] == null) {
      values[i] =
          JsonReader.read("A part of the event", json, spans[2 * i], length(i)).orElseThrow();
    }
    return values[i] instanceof Section section ? section.asMap() : values[i];
  }

  private int length(int i) {
    return spans[2 * i + 1] - spans[2 * i];
  }

  /** True if the name exists, even with null. */
  boolean has(String name) {
    return indexOf(name) >= 0;
  }

  /** True if the name has an object. */
  boolean hasObject(String name) {
    return isObject(indexOf(name));
  }

  /** The unread object under an indexed name. */
  Optional<Section> section(String name) {
    int i = indexOf(name);
    return i >= 0 && values[i] instanceof Section section ? Optional.of(section) : Optional.empty();
  }

  /** The value under a name; empty if it is absent or null. */
  Optional<Object> get(String name) {
    int i = indexOf(name);
    return isNothing(i) ? Optional.empty() : Optional.of(value(i));
  }

  /** The text under a name; other values become JSON text. */
  Optional<String> text(String name) {
    int i = indexOf(name);
    return isNothing(i) ? Optional.empty() : Optional.of(Event.text(value(i)));
  }

  /** The object under a name; empty if there is none. */
  Map<?, ?> object(String name) {
    int i = indexOf(name);
    return isObject(i) && value(i) instanceof Map<?, ?> map ? map : Map.of();
  }

  /** The original JSON text under a name; empty if it is absent or null. */
  Optional<String> json(String name) {
    int i = indexOf(name);
    return isSpan(i)
        ? Optional.of(new String(json, spans[2 * i], length(i), StandardCharsets.UTF_8))
        : text(name);
  }

  /**
   * Refuses values other than null and objects.
   *
   * @throws JsonException that names the place
   */
  void checkObject(String name) {
    int i = indexOf(name);
    if (!isNothing(i) && !isObject(i)) {
      throw new JsonException("The event's " + name + " is not an object");
    }
  }

  /** Refuses values other than null and text. */
  void checkText(String name) {
    int i = indexOf(name);
    if (!isNothing(i) && !(values[i] instanceof String)) {
      throw new JsonException("The event's " + name + " is not text");
    }
  }

  /** The unread JSON under a name, so that no digit of a number is lost. */
  Optional<byte[]> bytes(String name) {
    int i = indexOf(name);
    if (isNothing(i)) {
      return Optional.empty();
    }
    return Optional.of(
        isSpan(i)
            ? Arrays.copyOfRange(json, spans[2 * i], spans[2 * i + 1])
            : JsonWriter.json(value(i)).toByteArray());
  }

  /** A new parser at the start of the event; only for the section of the whole event. */
  JsonParser parser() throws IOException {
    return JsonReader.FACTORY.createParser(json, from, length);
  }

  /** The whole object. */
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(names[i], isNothing(i) ? null : value(i));
    }
    return Collections.unmodifiableMap(map);
  }
}
