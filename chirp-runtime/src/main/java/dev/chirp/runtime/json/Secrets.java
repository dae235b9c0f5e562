package dev.chirp.runtime.json;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The secrets of one request, in every form in which a message could repeat them. */
final class Secrets {

  /** Shorter ones are words like "1" or "yes" that stand everywhere. */
  private static final int LEAST_LENGTH = 4;

  private static final int MAX_TEXTS_IN_TEXTS = 4;

  /** Longest first: a secret may begin with another. */
  private final SortedSet<String> values = new TreeSet<>(new LongestFirst());

  void collect(Object value) {
    collect(value, false, 0);
  }

  boolean contains(String value) {
    return values.contains(value);
  }

  String mask(String text) {
    String masked = text;
    for (String secret : values) {
      masked = masked.replace(secret, Redaction.MASK);
    }
    return masked;
  }

  /** A body that is not readable in the event, and in the log should not be either. */
  static boolean isBase64Body(Map<?, ?> map, String name) {
    return name.equals("body") && Boolean.TRUE.equals(map.get("isBase64Encoded"));
  }

  static boolean isPublicIdentity(String name) {
    return name.equals("sourceIp") || name.equals("userAgent");
  }

  private void collect(Object value, boolean secret, int depth) {
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (entry.getValue() != null) {
          collectEntry(map, String.valueOf(entry.getKey()), entry.getValue(), secret, depth);
        }
      }
    } else if (value instanceof List<?> list) {
      for (Object one : list) {
        if (one != null) {
          collect(one, secret, depth);
        }
      }
    } else if (secret) {
      addAllForms(value.toString(), depth);
    } else if (value instanceof String text) {
      collectText(text, depth);
    }
  }

  private void collectEntry(Map<?, ?> map, String name, Object value, boolean secret, int depth) {
    if (isBase64Body(map, name) && value instanceof String body) {
      collectText(decoded(body), depth);
    } else if (name.equals("identity") && value instanceof Map<?, ?> identity) {
      for (Map.Entry<?, ?> entry : identity.entrySet()) {
        String key = String.valueOf(entry.getKey());
        if (entry.getValue() != null) {
          collect(entry.getValue(), !isPublicIdentity(key), depth);
        }
      }
    } else {
      collect(value, secret || SecretNames.contains(name), depth);
    }
  }

  private void collectText(String text, int depth) {
    Optional<Object> json = depth < MAX_TEXTS_IN_TEXTS ? Redaction.parsed(text) : Optional.empty();
    if (json.isPresent()) {
      collect(json.get(), false, depth + 1);
      return;
    }
    BitSet hidden = SecretText.find(text);
    int start = hidden.nextSetBit(0);
    while (start >= 0) {
      int end = hidden.nextClearBit(start);
      String value = text.substring(start, end);
      add(value);
      add(UrlText.decode(value));
      add(unquoted(value));
      start = hidden.nextSetBit(end);
    }
  }

  private void addAllForms(String text, int depth) {
    Optional<Object> json = depth < MAX_TEXTS_IN_TEXTS ? Redaction.parsed(text) : Optional.empty();
    if (json.isPresent()) {
      collect(json.get(), true, depth + 1);
    }
    add(text);
    add(UrlText.decode(text));
    int space = text.indexOf(' ');
    add(text.substring(space + 1));
    if (text.regionMatches(true, 0, "basic ", 0, 6)) {
      String pair = decoded(text.substring(space + 1));
      add(pair);
      add(pair.substring(pair.indexOf(':') + 1));
    }
    int from = 0;
    while (text.indexOf('=') >= 0 && from < text.length()) {
      int semicolon = text.indexOf(';', from);
      int end = semicolon < 0 ? text.length() : semicolon;
      String value = text.substring(from, end);
      add(value.substring(value.indexOf('=') + 1).trim());
      from = end + 1;
    }
  }

  private void add(String value) {
    if (value.length() >= LEAST_LENGTH) {
      values.add(value);
      String json = JsonWriter.json(value).text();
      values.add(json.substring(1, json.length() - 1));
    }
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  private static final class LongestFirst implements Comparator<String>, java.io.Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public int compare(String one, String other) {
      int byLength = Integer.compare(other.length(), one.length());
      return byLength == 0 ? one.compareTo(other) : byLength;
    }
  }
}
