package dev.chirp.runtime.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Replaces what must not be logged with {@code ***}: by the name it stands under, by its look, and
 * by being the same as a secret of this request, so that an exception's message that repeats a
 * password does not give it away. Loaded only when there is something to log.
 */
public final class Redaction {

  private static final String MASK = "***";

  private static final int MAX_TEXTS_IN_TEXTS = 4;

  /** Shorter ones are words like "1" or "yes" that stand everywhere. */
  private static final int LEAST_LENGTH = 4;

  /** By length, longest first: a secret may begin with another. */
  private final Map<Integer, Set<String>> secrets = new TreeMap<>(Collections.reverseOrder());

  /**
   * Learns the request's secrets.
   *
   * @param event empty when it could not be read
   */
  public Redaction(Optional<Event> event) {
    if (event.isPresent()) {
      collect("", event.get().root.asMap(true), false, 0);
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
    return value instanceof Number && isSecret(value.toString()) ? MASK : value;
  }

  private Map<String, Object> maskedMap(String parent, Map<?, ?> map, int depth) {
    Map<String, Object> copy = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = String.valueOf(entry.getKey());
      Object value = entry.getValue();
      if (value != null && (SecretText.isName(parent, name) || isBase64Body(map, name))) {
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
    Optional<Object> json = parsed(text, depth);
    if (json.isPresent()) {
      return JsonWriter.json(masked(json.get(), depth + 1)).text();
    }
    return withoutSecrets(mask(text, SecretText.find(text)));
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

  private boolean isSecret(String value) {
    return secrets.getOrDefault(value.length(), Set.of()).contains(value);
  }

  private String withoutSecrets(String text) {
    String masked = text;
    for (Set<String> ofOneLength : secrets.values()) {
      for (String secret : ofOneLength) {
        masked = masked.replace(secret, MASK);
      }
    }
    return masked;
  }

  /** A body that is not readable in the event, and in the log should not be either. */
  private static boolean isBase64Body(Map<?, ?> map, String name) {
    return name.equals("body") && Boolean.TRUE.equals(map.get("isBase64Encoded"));
  }

  private void collect(String parent, Object value, boolean secret, int depth) {
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        String name = String.valueOf(entry.getKey());
        if (isBase64Body(map, name) && entry.getValue() instanceof String body) {
          collectText(decoded(body), depth);
        } else {
          collect(name, entry.getValue(), secret || SecretText.isName(parent, name), depth);
        }
      }
    } else if (value instanceof List<?> list) {
      for (Object one : list) {
        collect("", one, secret, depth);
      }
    } else if (secret && value != null) {
      addAllForms(value.toString(), depth);
    } else if (value instanceof String text) {
      collectText(text, depth);
    }
  }

  private void collectText(String text, int depth) {
    Optional<Object> json = parsed(text, depth);
    if (json.isPresent()) {
      collect("", json.get(), false, depth + 1);
      return;
    }
    BitSet hidden = SecretText.find(text);
    int end = 0;
    for (int start = hidden.nextSetBit(0); start >= 0; start = hidden.nextSetBit(end)) {
      end = hidden.nextClearBit(start);
      String value = text.substring(start, end);
      add(value);
      add(Pairs.decode(value));
      add(Pairs.unquoted(value));
    }
  }

  private void addAllForms(String text, int depth) {
    Optional<Object> json = parsed(text, depth);
    if (json.isPresent()) {
      collect("", json.get(), true, depth + 1);
    }
    add(text);
    add(Pairs.decode(text));
    int space = text.indexOf(' ');
    add(text.substring(space + 1));
    if (text.regionMatches(true, 0, "basic ", 0, 6)) {
      String pair = decoded(text.substring(space + 1));
      add(pair);
      add(pair.substring(pair.indexOf(':') + 1));
    }
    if (text.indexOf('=') >= 0) {
      for (String pair : text.split(";", -1)) {
        add(pair.substring(pair.indexOf('=') + 1).trim());
      }
    }
  }

  private void add(String value) {
    if (value.length() >= LEAST_LENGTH) {
      put(value);
      String json = JsonWriter.json(value).text();
      put(json.substring(1, json.length() - 1));
    }
  }

  private void put(String value) {
    Set<String> ofThisLength = secrets.get(value.length());
    if (ofThisLength == null) {
      ofThisLength = new TreeSet<>();
      secrets.put(value.length(), ofThisLength);
    }
    ofThisLength.add(value);
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  /** The object or array that a text is the JSON of, unless it is too deep inside others. */
  private static Optional<Object> parsed(String text, int depth) {
    String json = text.strip();
    if (depth >= MAX_TEXTS_IN_TEXTS || (!json.startsWith("{") && !json.startsWith("["))) {
      return Optional.empty();
    }
    try {
      return JsonReader.read("The text", json.getBytes(StandardCharsets.UTF_8));
    } catch (JsonException notJson) {
      return Optional.empty();
    }
  }
}
