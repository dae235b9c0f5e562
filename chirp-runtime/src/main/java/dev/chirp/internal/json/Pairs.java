package dev.chirp.internal.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code name=value} pairs: URL-encoded ones from forms and queries, and cookies. */
final class Pairs {

  private Pairs() {}

  /** The values under each name of a query, in their order. */
  static Map<String, List<String>> query(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    // For a separator of one character, the JDK uses no regular expression.
    for (String pair : text.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        listOf(values, decode(name)).add(decode(value));
      }
    }
    return values;
  }

  /** Decodes names and values. */
  static Map<String, List<String>> decode(Map<?, ?> encoded) {
    Map<String, List<String>> decoded = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : encoded.entrySet()) {
      List<String> values = listOf(decoded, decode(String.valueOf(entry.getKey())));
      for (String value : Event.texts(entry.getValue())) {
        values.add(decode(value));
      }
    }
    return decoded;
  }

  private static List<String> listOf(Map<String, List<String>> values, String name) {
    List<String> list = values.get(name);
    if (list == null) {
      list = new ArrayList<>();
      values.put(name, list);
    }
    return list;
  }

  /** The first cookie of the name: RFC 6265 (5.4) puts the most specific one first. */
  static Optional<String> cookie(List<String> headers, String name) {
    for (String header : headers) {
      for (String pair : header.split(";", -1)) {
        int equals = pair.indexOf('=');
        if (equals >= 0 && pair.substring(0, equals).trim().equals(name)) {
          return Optional.of(unquoted(pair.substring(equals + 1).trim()));
        }
      }
    }
    return Optional.empty();
  }

  static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /** Decodes text of a query or form, in which plus means a space. */
  static String decode(String text) {
    return decode(text, '+');
  }

  /**
   * Decodes URL encoding once. %xx is a byte of UTF-8. A percent sign without two hexadecimal
   * digits stays, and bytes that are not UTF-8 become U+FFFD.
   *
   * @param space the character that means a space: a plus sign, or a percent sign for none, as in
   *     paths
   */
  static String decode(String text, char space) {
    if (text.indexOf('%') < 0 && text.indexOf(space) < 0) {
      return text;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[encoded.length];
    int length = 0;
    for (int i = 0; i < encoded.length; i++) {
      int value = encoded[i];
      if (value == '+' && space == '+') {
        value = ' ';
      } else if (value == '%' && i + 2 < encoded.length) {
        int high = Character.digit(encoded[i + 1], 16);
        int low = Character.digit(encoded[i + 2], 16);
        if (high >= 0 && low >= 0) {
          value = high * 16 + low;
          i += 2;
        }
      }
      decoded[length++] = (byte) value;
    }
    return new String(decoded, 0, length, StandardCharsets.UTF_8);
  }
}
