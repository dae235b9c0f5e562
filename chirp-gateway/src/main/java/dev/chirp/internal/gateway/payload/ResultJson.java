package dev.chirp.internal.gateway.payload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads JSON, such as the result of a function. An object becomes a {@code Map}, an array a {@code
 * List}, text a {@code String}, {@code true} or {@code false} a {@code Boolean}, a number a {@link
 * Numeral}, and null is {@link #NULL}.
 */
public final class ResultJson {
  /**
   * A number as the function wrote it, because AWS refuses the statusCode {@code 200.0}.
   *
   * @param text such as {@code 200} or {@code 2e2}
   */
  public record Numeral(String text) {}

  /** The value null. */
  public static final Object NULL = new Object();

  /** The deepest nesting that is read: reading recurses, and the stack is limited. */
  private static final int MAX_DEPTH = 500;

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

  private final String json;
  private int at;

  private ResultJson(String json) {
    this.json = json;
  }

  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super("", null, false, false);
    }
  }

  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooDeep() {
      super("", null, false, false);
    }
  }

  /**
   * The value; empty for text that is not JSON, and for an array that is too deep.
   *
   * @throws ResultReader.MalformedResult when an object is too deep, because its {@code statusCode}
   *     is unknown
   */
  public static Optional<Object> parse(String json) throws ResultReader.MalformedResult {
    ResultJson reader = new ResultJson(json);
    try {
      Object value = reader.value(0);
      reader.skipSpace();
      return reader.at < json.length() ? Optional.empty() : Optional.of(value);
    } catch (Malformed notJson) {
      return Optional.empty();
    } catch (TooDeep e) {
      if (json.stripLeading().startsWith("{")) {
        throw new ResultReader.MalformedResult(
            "it is nested more than %d levels deep".formatted(MAX_DEPTH));
      }
      return Optional.empty();
    }
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw new TooDeep();
    }
    skipSpace();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> text();
      default -> literal();
    };
  }

  private Map<String, Object> object(int depth) {
    at++;
    Map<String, Object> members = new LinkedHashMap<>();
    if (isNext('}')) {
      return members;
    }
    do {
      skipSpace();
      if (peek() != '"') {
        throw new Malformed();
      }
      String name = text();
      if (!isNext(':')) {
        throw new Malformed();
      }
      members.put(name, value(depth + 1));
    } while (isNext(','));
    if (!isNext('}')) {
      throw new Malformed();
    }
    return members;
  }

  private List<Object> array(int depth) {
    at++;
    List<Object> elements = new ArrayList<>();
    if (isNext(']')) {
      return elements;
    }
    do {
      elements.add(value(depth + 1));
    } while (isNext(','));
    if (!isNext(']')) {
      throw new Malformed();
    }
    return elements;
  }

  private Object literal() {
    int from = at;
    while (at < json.length() && ",]}: \t\r\n\"".indexOf(json.charAt(at)) < 0) {
      at++;
    }
    String literal = json.substring(from, at);
    return switch (literal) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> NULL;
      default -> number(literal);
    };
  }

  private static Numeral number(String literal) {
    if (!NUMBER.matcher(literal).matches()) {
      throw new Malformed();
    }
    return new Numeral(literal);
  }

  private String text() {
    at++;
    int from = at;
    StringBuilder text = new StringBuilder();
    for (char next = peek(); next != '"'; next = peek()) {
      if (next < ' ') {
        throw new Malformed();
      }
      at++;
      if (next == '\\') {
        text.append(json, from, at - 1).append(escaped());
        from = at;
      }
    }
    text.append(json, from, at);
    at++;
    return text.toString();
  }

  private char escaped() {
    char next = peek();
    at++;
    int simple = "\"\\/bfnrt".indexOf(next);
    if (simple >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(simple);
    }
    if (next != 'u' || at + 4 > json.length()) {
      throw new Malformed();
    }
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(json.charAt(at++), 16);
      if (digit < 0) {
        throw new Malformed();
      }
      value = value * 16 + digit;
    }
    return (char) value;
  }

  private boolean isNext(char wanted) {
    skipSpace();
    boolean next = at < json.length() && json.charAt(at) == wanted;
    if (next) {
      at++;
    }
    return next;
  }

  private char peek() {
    if (at >= json.length()) {
      throw new Malformed();
    }
    return json.charAt(at);
  }

  private void skipSpace() {
    while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
  }
}
