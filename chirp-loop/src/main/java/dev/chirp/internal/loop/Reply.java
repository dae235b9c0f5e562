package dev.chirp.internal.loop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One complete reply of the Runtime API.
 *
 * @see <a href="https://httpwg.org/specs/rfc9112.html">HTTP/1.1</a>
 */
final class Reply {
  private final int status;
  private final Map<String, String> headers;
  private final Body body;
  private final boolean reusable;

  /** A reply with its headers under lower-case names. */
  Reply(int status, Map<String, String> headers, Body body, boolean reusable) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.reusable = reusable;
  }

  int status() {
    return status;
  }

  Body body() {
    return body;
  }

  /** True if the connection can be reused for another request. */
  boolean reusable() {
    return reusable;
  }

  /** A header's value, or the empty text. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Reads the next reply, and skips interim ones (1xx). */
  static Reply read(Input in) throws IOException {
    while (true) {
      String line = text(in.line());
      int status = status(line);
      Map<String, String> headers = headers(in);
      if (status >= 200) {
        return read(in, status, headers, isKept(line, headers));
      }
    }
  }

  private static Reply read(Input in, int status, Map<String, String> headers, boolean kept)
      throws IOException {
    if (status == 204 || status == 304) {
      return new Reply(status, headers, Body.NOTHING, kept);
    }
    if (headers.containsKey("transfer-encoding")) {
      if (!headers.get("transfer-encoding").equalsIgnoreCase("chunked")) {
        throw new IOException("a reply is encoded as " + headers.get("transfer-encoding"));
      }
      return new Reply(status, headers, Chunks.read(in), kept);
    }
    if (headers.containsKey("content-length")) {
      int length = length(headers.get("content-length"));
      byte[] body = new byte[length];
      in.read(body, 0, length);
      return new Reply(status, headers, Body.of(body), kept);
    }
    return new Reply(status, headers, Chunks.readToTheEnd(in), false);
  }

  private static int status(String line) throws IOException {
    int space = line.indexOf(' ');
    if (!line.startsWith("HTTP/1.") || space < 0 || line.length() < space + 4) {
      throw new IOException("'" + line + "' is not an HTTP/1.1 status line");
    }
    return number(line.substring(space + 1, space + 4), 10);
  }

  private static int length(String text) throws IOException {
    int comma = text.indexOf(',');
    if (comma < 0) {
      return number(text, 10);
    }
    // Several lengths must be equal.
    int length = number(text.substring(0, comma).trim(), 10);
    if (length != length(text.substring(comma + 1).trim())) {
      throw new IOException("a reply has the lengths " + text);
    }
    return length;
  }

  /** A number without a sign. */
  static int number(String text, int radix) throws IOException {
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = Character.digit(text.charAt(i), radix);
      value = value * radix + digit;
      if (digit < 0 || value > Integer.MAX_VALUE - 8) {
        throw new IOException("'" + text + "' is not a valid number in a reply");
      }
    }
    if (text.isEmpty()) {
      throw new IOException("a number is missing in a reply");
    }
    return (int) value;
  }

  /** Reads the header lines up to the empty line. */
  static Map<String, String> headers(Input in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    while (true) {
      String line = text(in.line());
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("'" + line + "' is not a header");
      }
      String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
      String value = line.substring(colon + 1).trim();
      String before = headers.get(name);
      headers.put(name, before == null ? value : before + ", " + value);
    }
  }

  private static boolean isKept(String line, Map<String, String> headers) {
    String connection = headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT);
    return line.startsWith("HTTP/1.0")
        ? connection.contains("keep-alive")
        : !connection.contains("close");
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.UTF_8);
  }
}
