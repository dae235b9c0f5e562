package dev.chirp.runtime.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
 * Reads JSON into unmodifiable maps and lists, String, Boolean, and the smallest Number that fits.
 */
final class JsonReader {

  /** Most objects of events are small. */
  private static final int FIRST_CAPACITY = 4;

  private JsonReader() {}

  /**
   * Reads one value; JSON null is empty.
   *
   * @param what the subject of the message when it cannot be read
   * @throws JsonException that names line and column, and never quotes what it read
   */
  static Optional<Object> read(String what, byte[] json, int from, int length) {
    try (JsonParser parser = Json.FACTORY.createParser(json, from, length)) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new JsonException(what + " is empty");
      }
      Optional<Object> value =
          token == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(value(parser, token));
      checkEnd(what, parser);
      return value;
    } catch (IOException e) {
      throw problem(what, e);
    }
  }

  static void checkEnd(String what, JsonParser parser) throws IOException {
    if (parser.nextToken() != null) {
      throw new JsonException(
          what + " goes on after the end of its JSON" + place(parser.currentTokenLocation()));
    }
  }

  /** What was wrong, in words that quote nothing: the message goes into the log. */
  static JsonException problem(String what, IOException e) {
    if (e instanceof StreamConstraintsException) {
      return new JsonException(what + limit(String.valueOf(e.getMessage())));
    }
    String wrong = e instanceof JsonEOFException ? " is JSON that ends too early" : " is not JSON";
    return new JsonException(
        what
            + wrong
            + (e instanceof com.fasterxml.jackson.core.JacksonException j
                ? place(j.getLocation())
                : ""));
  }

  /** The parser's current value, which is not null. */
  static Object value(JsonParser parser, JsonToken token) throws IOException {
    // Not a switch: over an enum it would be one more class to load.
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
      if (token == JsonToken.VALUE_NULL) {
        map.put(name, null);
      } else {
        map.put(name, value(parser, token));
      }
    }
    return Collections.unmodifiableMap(map);
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> list = new ArrayList<>();
    JsonToken token = parser.nextToken();
    for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      if (token == JsonToken.VALUE_NULL) {
        list.add(null);
      } else {
        list.add(value(parser, token));
      }
    }
    return Collections.unmodifiableList(list);
  }

  private static Number number(JsonParser parser) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getNumberValue();
    }
    double real = parser.getDoubleValue();
    if (Double.isInfinite(real)) {
      return decimal(parser);
    }
    return real;
  }

  private static Number decimal(JsonParser parser) throws IOException {
    try {
      return parser.getDecimalValue();
    } catch (NumberFormatException e) {
      throw new JsonException(
          "A number is out of all range" + place(parser.currentTokenLocation()));
    }
  }

  private static String place(com.fasterxml.jackson.core.JsonLocation location) {
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }

  private static String limit(String message) {
    if (message.contains("nesting")) {
      return " is nested more than " + Json.MAX_DEPTH + " deep";
    }
    if (message.contains("Number")) {
      return " has a number of more than " + Json.MAX_NUMBER_LENGTH + " characters";
    }
    return " is JSON beyond the limits of its size";
  }
}
