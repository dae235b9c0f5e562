package dev.chirp.runtime.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chirp.runtime.json.Event;
import dev.chirp.runtime.json.JsonException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON as the runtime itself reads and writes it. */
final class Json {

  private Json() {}

  /** The object that this is the JSON of, if it is. */
  static Optional<Map<String, Object>> object(byte[] json) {
    try {
      return Optional.of(read(json));
    } catch (JsonException ignored) {
      // A handler may answer whatever it likes; only who asks for an object learns that it is none.
      return Optional.empty();
    }
  }

  /**
   * What is wrong with an event and where, if anything is. Lambda takes any JSON, not just objects.
   */
  static Optional<String> problem(byte[] event) {
    try {
      read(event);
      return Optional.empty();
    } catch (JsonException e) {
      return isValue(event) ? Optional.empty() : Optional.of(e.getMessage() + ".");
    }
  }

  static String write(Map<String, Object> object) {
    return Event.text(object);
  }

  /** Whether it is one JSON value of any kind: the runtime reads objects, so it travels in one. */
  private static boolean isValue(byte[] json) {
    try {
      byte[] wrapped = ("{\"values\": [" + new String(json, UTF_8) + "]}").getBytes(UTF_8);
      return read(wrapped).get("values") instanceof List<?> values && values.size() == 1;
    } catch (JsonException ignored) {
      return false;
    }
  }

  private static Map<String, Object> read(byte[] json) {
    try {
      return Event.read(new ByteArrayInputStream(json)).asMap();
    } catch (IOException e) {
      throw new UncheckedIOException("Bytes in memory cannot be read.", e);
    }
  }
}
