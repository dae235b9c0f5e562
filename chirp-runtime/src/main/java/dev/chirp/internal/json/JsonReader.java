package dev.chirp.internal.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON into unmodifiable maps and lists, String, Boolean, and the smallest Number that keeps
 * every digit.
 */
public final class JsonReader {

  /** Most objects in events are small. */
  private static final int FIRST_CAPACITY = 4;

  /**
   * Limit of an event in bytes. Lambda's own limit is 6 MB; this one protects runs outside Lambda.
   * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
   */
  static final int MAX_EVENT_BYTES = 8 * 1024 * 1024;

  /**
   * Limit of the nesting of objects and arrays, read or written. It stays far below the end of the
   * stack.
   */
  static final int MAX_DEPTH = 500;

  /** Limit of a number in characters. The time to convert a number grows faster than its length. */
  static final int MAX_NUMBER_LENGTH = 1000;

  /** The only factory, also for writing. */
  static final JsonFactory FACTORY = factory();

  private JsonReader() {}

  private static JsonFactory factory() {
    // Interning costs a lookup in the JVM's table for each new name, and the factory's canonical
    // names serve the same purpose. Without detection, everything is UTF-8, and Lambda sends
    // nothing else.
    JsonFactoryBuilder builder = new JsonFactoryBuilder();
    return builder
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxDocumentLength(MAX_EVENT_BYTES)
                .maxStringLength(MAX_EVENT_BYTES)
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .build())
        .streamWriteConstraints(StreamWriteConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
        .build()
        .enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
  }

  /**
   * Reads one value of any type; JSON null is empty.
   *
   * @param what the subject of the message when the JSON cannot be read
   * @throws JsonException with line and column, never with a quotation
   */
  public static Optional<Object> read(String what, byte[] json) {
    return read(what, json, 0, json.length);
  }

  static Optional<Object> read(String what, byte[] json, int from, int length) {
    try (JsonParser parser = FACTORY.createParser(json, from, length)) {
      JsonToken token = firstToken(what, parser);
      Optional<Object> value =
          token == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(value(parser, token));
      checkEnd(what, parser);
      return value;
    } catch (IOException e) {
      throw problem(what, e);
    }
  }

  /**
   * Checks that the input is one JSON value, without building it. A byte order mark may precede it,
   * as in an event.
   *
   * @throws JsonException as {@link #read} does
   */
  public static void check(String what, byte[] json) {
    int from = start(json, json.length);
    try (JsonParser parser = FACTORY.createParser(json, from, json.length - from)) {
      firstToken(what, parser);
      parser.skipChildren();
      checkEnd(what, parser);
    } catch (IOException e) {
      throw problem(what, e);
    }
  }

  /** The index at which the JSON of a file or event begins, after a byte order mark. */
  static int start(byte[] json, int length) {
    boolean mark =
        length >= 3 && json[0] == (byte) 0xEF && json[1] == (byte) 0xBB && json[2] == (byte) 0xBF;
    return mark ? 3 : 0;
  }

  static JsonToken firstToken(String what, JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new JsonException(what + " is empty (line 1, column 1)");
    }
    return token;
  }

  static void checkEnd(String what, JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new JsonException(
          what + " goes on after the end of its JSON" + place(parser.currentTokenLocation()));
    }
  }

  /** A message about the failure, without quotations, because it goes into the log. */
  static JsonException problem(String what, IOException e) {
    if (e instanceof StreamConstraintsException) {
      return new JsonException(what + limit(String.valueOf(e.getMessage())));
    }
    String wrong = e instanceof JsonEOFException ? " is JSON that ends too early" : " is not JSON";
    String place = e instanceof JacksonException j ? place(j.getLocation()) : "";
    return new JsonException(what + wrong + place);
  }

  /** The parser's current value, which is not null. */
  static Object value(JsonParser parser, JsonToken token) throws IOException {
    // Not a switch: a switch over an enum loads one more class.
    if (token == JsonToken.VALUE_STRING) {
      return parser.getText();
    }
    if (token == JsonToken.START_OBJECT) {
      return object(parser);
    }
    if (token == JsonToken.START_ARRAY) {
      return array(parser);
    }
    return token.isBoolean() ? Boolean.valueOf(token == JsonToken.VALUE_TRUE) : number(parser);
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    String name = parser.nextFieldName();
    if (name == null) {
      return Collections.emptyMap();
    }
    Map<String, Object> map = new LinkedHashMap<>(FIRST_CAPACITY);
    for (; name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      map.put(name, token == JsonToken.VALUE_NULL ? null : value(parser, token));
    }
    return Collections.unmodifiableMap(map);
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> list = new ArrayList<>();
    JsonToken token = parser.nextToken();
    for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      list.add(token == JsonToken.VALUE_NULL ? null : value(parser, token));
    }
    return Collections.unmodifiableList(list);
  }

  private static Number number(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getNumberValue();
    }
    double real = parser.getDoubleValue();
    return Double.toString(real).equals(parser.getText()) ? Double.valueOf(real) : decimal(parser);
  }

  private static Number decimal(JsonParser parser) throws IOException {
    try {
      return parser.getDecimalValue();
    } catch (NumberFormatException e) {
      throw new JsonException(
          "A number is out of all range" + place(parser.currentTokenLocation()));
    }
  }

  private static String place(JsonLocation location) {
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }

  private static String limit(String message) {
    if (message.contains("nesting")) {
      return " is nested more than " + MAX_DEPTH + " deep";
    }
    if (message.contains("Number")) {
      return " has a number of more than " + MAX_NUMBER_LENGTH + " characters";
    }
    return " is JSON beyond the limits of its size";
  }
}
