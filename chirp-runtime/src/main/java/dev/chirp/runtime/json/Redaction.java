package dev.chirp.runtime.json;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Replaces what must not be logged with {@code ***}: by the name it stands under, by its look, and
 * by being the same as a secret of this request, so that an exception's message that repeats a
 * password does not give it away. Loaded only when there is something to log.
 */
public final class Redaction {

  static final String MASK = "***";

  private static final int MAX_TEXTS_IN_TEXTS = 4;

  private final Secrets secrets = new Secrets();

  /**
   * Learns the request's secrets.
   *
   * @param event empty when it could not be read
   */
  public Redaction(Optional<Event> event) {
    if (event.isPresent()) {
      secrets.collect(event.get().root.asMap(true));
    }
  }

  /** The event on one line. */
  public String request(Event event) {
    return JsonWriter.json(masked(event.root.asMap(true), 0)).text();
  }

  /** The answer on one line. */
  public String answer(AnswerBuffer answer) {
    try {
      Optional<Object> value = JsonReader.read("The answer", answer.bytes(), 0, answer.length());
      return value.isPresent() ? JsonWriter.json(masked(value.get(), 0)).text() : "null";
    } catch (JsonException e) {
      // We write longer numbers than we read.
      return e.getMessage();
    }
  }

  /** Any text, such as a stack trace. */
  public String text(String text) {
    return masked(text, 0);
  }

  private Object masked(Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      return maskedMap("", map, depth);
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list.size());
      for (Object one : list) {
        copy.add(masked(one, depth));
      }
      return copy;
    }
    if (value instanceof String text) {
      return masked(text, depth);
    }
    return value instanceof Number && secrets.contains(value.toString()) ? MASK : value;
  }

  private Map<String, Object> maskedMap(String parent, Map<?, ?> map, int depth) {
    Map<String, Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Object value = entry.getValue();
      if (value != null && (SecretText.isName(parent, name) || Secrets.isBase64Body(map, name))) {
        value = MASK;
      } else if (value instanceof Map<?, ?> child) {
        value = maskedMap(name, child, depth);
      } else {
        value = masked(value, depth);
      }
      copy.put(masked(name, MAX_TEXTS_IN_TEXTS), value);
    }
    return copy;
  }

  private String masked(String text, int depth) {
    Optional<Object> json = depth < MAX_TEXTS_IN_TEXTS ? parsed(text) : Optional.empty();
    if (json.isPresent()) {
      return JsonWriter.json(masked(json.get(), depth + 1)).text();
    }
    return secrets.mask(mask(text, SecretText.find(text)));
  }

  private static String mask(String text, BitSet hidden) {
    StringBuilder result = new StringBuilder(text.length());
    int shown = 0;
    for (int start = hidden.nextSetBit(0); start >= 0; start = hidden.nextSetBit(shown)) {
      result.append(text, shown, start).append(MASK);
      shown = hidden.nextClearBit(start);
    }
    return result.append(text, shown, text.length()).toString();
  }

  /** The object or array that a text is the JSON of. */
  static Optional<Object> parsed(String text) {
    String json = text.strip();
    if (!json.startsWith("{") && !json.startsWith("[")) {
      return Optional.empty();
    }
    byte[] bytes = json.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try {
      return JsonReader.read("The text", bytes, 0, bytes.length);
    } catch (JsonException notJson) {
      return Optional.empty();
    }
  }
}
