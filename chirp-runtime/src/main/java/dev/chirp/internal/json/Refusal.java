package dev.chirp.internal.json;

import java.util.List;
import java.util.Map;

/**
 * The message about a caller's value that does not fit: {@code params:querystring:limit: 'abc' is
 * not a whole number}. Loaded only in that case.
 */
public final class Refusal {

  /** Limit of a quoted value in characters. Longer ones are cut. */
  private static final int MAX_VALUE_LENGTH = 60;

  /**
   * Limit of a path in characters. Longer ones are cut, because the caller chooses the names in a
   * body.
   */
  private static final int MAX_PATH_LENGTH = 200;

  private Refusal() {}

  /**
   * A message that is safe to return and to log. It never quotes a value that looks like a secret
   * or has a secret's name, such as {@code params:header:Authorization}.
   *
   * @param path in the syntax of {@code ApiRequest.find}
   * @param value text is quoted, numbers and booleans are not; objects and lists are only named
   * @param problem the words after the value, such as {@code is not a whole number}
   */
  public static String message(String path, Object value, String problem) {
    return clean(path, MAX_PATH_LENGTH) + ": " + shown(path, value) + " " + problem;
  }

  private static String shown(String path, Object value) {
    if (value instanceof Map<?, ?>) {
      return "an object";
    }
    if (value instanceof List<?>) {
      return "a list";
    }
    String text = Event.text(value);
    if (isSecret(path) || !SecretText.find(text).isEmpty()) {
      return "the value";
    }
    String shown = clean(text, MAX_VALUE_LENGTH);
    return value instanceof String ? "'" + shown + "'" : shown;
  }

  private static boolean isSecret(String path) {
    for (String name : path.split(":", -1)) {
      if (SecretText.least("", name) > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Puts text on one line, cuts it, and removes control characters that a terminal or a log would
   * interpret.
   */
  private static String clean(String text, int most) {
    int length = Math.min(text.length(), most);
    if (length < text.length() && Character.isHighSurrogate(text.charAt(length - 1))) {
      length--;
    }
    StringBuilder clean = new StringBuilder(JsonWriter.safe(text.substring(0, length)));
    for (int i = 0; i < length; i++) {
      char c = clean.charAt(i);
      int kind = Character.getType(c);
      if (kind == Character.CONTROL
          || kind == Character.FORMAT
          || kind == Character.LINE_SEPARATOR
          || kind == Character.PARAGRAPH_SEPARATOR) {
        clean.setCharAt(i, '\uFFFD');
      }
    }
    return length < text.length() ? clean + "…" : clean.toString();
  }
}
