package dev.chirp.internal.loop;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the few JSON objects in headers, which do not justify loading a JSON library. Objects
 * become maps, arrays lists, text text, and other values their characters; a null member is absent.
 */
final class HeaderJson {
  /** Prevents a stack overflow, which would look like the function's fault. */
  private static final int MAX_DEPTH = 100;

  private static final Object NULL = new Object();

  private final String json;
  private int at;

  private HeaderJson(String json) {
    this.json = json;
  }

  /**
   * Parses one object.
   *
   * @throws IllegalArgumentException when the text is not a JSON object
   */
  static Map<String, Object> object(String json) {
    HeaderJson reader = new HeaderJson(json);
    reader.skipSpace();
    Map<String, Object> object = reader.object(0);
    reader.skipSpace();
    if (reader.at < json.length()) {
      throw reader.wrong();
    }
    return object;
  }

  private Map<String, Object> object(int depth) {
    expect('{');
    Map<String, Object> members = new LinkedHashMap<>();
    if (isNext('}')) {
      return members;
    }
    do {
      skipSpace();
      String name = text();
      skipSpace();
      expect(':');
      Object value = value(depth + 1);
      if (value != NULL) {
        members.put(name, value);
      }
    } while (isNext(','));
    expect('}');
    return members;
  }

  private List<Object> array(int depth) {
    expect('[');
    List<Object> elements = new ArrayList<>();
    if (isNext(']')) {
      return elements;
    }
    do {
      Object value = value(depth + 1);
      elements.add(value == NULL ? "null" : value);
    } while (isNext(','));
    expect(']');
    return elements;
  }

  private Object value(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong();
    }
    skipSpace();
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> text();
      default -> literal();
    };
  }

  private Object literal() {
    int from = at;
    while (at < json.length() && ",]} \t\r\n".indexOf(json.charAt(at)) < 0) {
      at++;
    }
    String literal = json.substring(from, at);
    if (literal.equals("null")) {
      return NULL;
    }
    if (literal.equals("true") || literal.equals("false")) {
      return literal;
    }
    try {
      Double.parseDouble(literal);
      return literal;
    } catch (NumberFormatException e) {
      throw wrong();
    }
  }

  private String text() {
    expect('"');
    StringBuilder text = new StringBuilder();
    while (peek() != '"') {
      char next = json.charAt(at++);
      text.append(next == '\\' ? escaped() : next);
    }
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
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (next != 'u' || digit < 0) {
        throw wrong();
      }
      value = value * 16 + digit;
      at++;
    }
    return (char) value;
  }

  private boolean isNext(char wanted) {
    skipSpace();
    boolean next = peek() == wanted;
    if (next) {
      at++;
    }
    return next;
  }

  private void expect(char wanted) {
    if (peek() != wanted) {
      throw wrong();
    }
    at++;
  }

  private char peek() {
    if (at >= json.length()) {
      throw wrong();
    }
    return json.charAt(at);
  }

  private void skipSpace() {
    while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
      at++;
    }
  }

  /** Does not quote the text, which may contain personal data. */
  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("This header is not a JSON object, from character " + at);
  }
}
