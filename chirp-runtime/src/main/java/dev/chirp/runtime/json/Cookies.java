package dev.chirp.runtime.json;

import java.util.List;
import java.util.Optional;

/** Reads {@code name=value} out of Cookie headers. */
final class Cookies {

  private Cookies() {}

  /** The first cookie of the name, as RFC 6265 (5.4) sends the most specific one first. */
  static Optional<String> find(List<String> headers, String name) {
    for (String header : headers) {
      int from = 0;
      while (from < header.length()) {
        int semicolon = header.indexOf(';', from);
        int end = semicolon < 0 ? header.length() : semicolon;
        int equals = header.indexOf('=', from);
        if (equals >= 0 && equals < end && header.substring(from, equals).trim().equals(name)) {
          return Optional.of(unquoted(header.substring(equals + 1, end).trim()));
        }
        from = end + 1;
      }
    }
    return Optional.empty();
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
