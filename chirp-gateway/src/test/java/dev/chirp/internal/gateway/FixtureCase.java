package dev.chirp.internal.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One case of a fixture file: settings, a request byte for byte, what the function returns, and
 * what is expected. A case begins with {@code === name}, a section with {@code --- name}. In bytes,
 * {@code \xNN} is one byte, and {@code Content-Length: @} is the length of what follows.
 */
record FixtureCase(String name, Map<String, String> settings, Map<String, String> sections) {

  static List<FixtureCase> all(String file) {
    try (InputStream in = FixtureCase.class.getResourceAsStream("/fixtures/" + file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<FixtureCase> cases = new ArrayList<>();
      for (String part : text.split("(?m)^=== ", -1)) {
        if (!part.isEmpty() && !part.startsWith("#")) {
          cases.add(parse(part));
        }
      }
      return cases;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static FixtureCase parse(String text) {
    String[] parts = text.split("(?m)^--- ", -1);
    String[] head = parts[0].split("\n", -1);
    Map<String, String> settings = new LinkedHashMap<>();
    for (String line : List.of(head).subList(1, head.length)) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        settings.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    Map<String, String> sections = new LinkedHashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int end = parts[i].indexOf('\n');
      sections.put(parts[i].substring(0, end), parts[i].substring(end + 1).replaceAll("\n+$", ""));
    }
    return new FixtureCase(head[0], settings, sections);
  }

  Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name));
  }

  Optional<String> section(String name) {
    return Optional.ofNullable(sections.get(name));
  }

  /** The request as a client sends it: lines of the head end with CRLF. */
  byte[] request() {
    String text = section("request").orElseThrow();
    int end = text.indexOf("\n\n");
    String head = (end < 0 ? text : text.substring(0, end)).replace("\n", "\r\n");
    byte[] body = bytes(end < 0 ? "" : text.substring(end + 2));
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(bytes(head.replace("Content-Length: @", "Content-Length: " + body.length)));
    whole.writeBytes("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    whole.writeBytes(body);
    return whole.toByteArray();
  }

  static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\x", i)) {
        bytes.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        int character = text.codePointAt(i);
        bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
        i += Character.charCount(character) - 1;
      }
    }
    return bytes.toByteArray();
  }

  @Override
  public String toString() {
    return name;
  }
}
