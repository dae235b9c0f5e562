package dev.chirp.runtime.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Undoes URL encoding as browsers apply it to forms and queries. */
final class UrlText {

  private UrlText() {}

  /** The values of each name of a query, in their order. */
  static Map<String, List<String>> query(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int from = 0;
    while (from < text.length()) {
      int ampersand = text.indexOf('&', from);
      int end = ampersand < 0 ? text.length() : ampersand;
      if (end > from) {
        int equals = text.indexOf('=', from);
        boolean hasValue = equals >= 0 && equals < end;
        String name = decode(text.substring(from, hasValue ? equals : end));
        String value = hasValue ? decode(text.substring(equals + 1, end)) : "";
        listOf(values, name).add(value);
      }
      from = end + 1;
    }
    return values;
  }

  /** The same values under the same names, both decoded. */
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

  /** Plus is a space, %xx a byte of UTF-8; a percent sign that begins no byte stays as it is. */
  static String decode(String text) {
    if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
      return text;
    }
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    byte[] decoded = new byte[encoded.length];
    int length = 0;
    for (int i = 0; i < encoded.length; i++) {
      int value = encoded[i];
      if (value == '+') {
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
