package dev.chirp.runtime.json;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The secrets of one request, in every form in which a message could repeat them. */
final class Secrets {

  /** Shorter ones are words like "1" or "yes" that stand everywhere. */
  private static final int LEAST_LENGTH = 4;

  private static final int MAX_TEXTS_IN_TEXTS = 4;

  /** By length, longest first: a secret may begin with another. */
  private final Map<Integer, Set<String>> values = new TreeMap<>(Collections.reverseOrder());

  void collect(Object value) {
    collect("", value, false, 0);
  }

  boolean contains(String value) {
    return values.getOrDefault(value.length(), Set.of()).contains(value);
  }

  String mask(String text) {
    String masked = text;
    for (Set<String> ofOneLength : values.values()) {
      for (String secret : ofOneLength) {
        masked = masked.replace(secret, Redaction.MASK);
      }
    }
    return masked;
  }

  /** A body that is not readable in the event, and in the log should not be either. */
  static boolean isBase64Body(Map<?, ?> map, String name) {
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
    Optional<Object> json = depth < MAX_TEXTS_IN_TEXTS ? Redaction.parsed(text) : Optional.empty();
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
    Optional<Object> json = depth < MAX_TEXTS_IN_TEXTS ? Redaction.parsed(text) : Optional.empty();
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
    Set<String> ofThisLength = values.get(value.length());
    if (ofThisLength == null) {
      ofThisLength = new TreeSet<>();
      values.put(value.length(), ofThisLength);
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
}
