package dev.chirp.runtime.json;

import java.util.BitSet;
import java.util.Locale;

/**
 * Tells secrets by their names, and finds them in text of no known form: {@code name=value}, {@code
 * "name": "value"} and {@code <name>value<} with a secret name, AWS key ids, three-part tokens, and
 * what follows "Bearer".
 */
final class SecretText {

  private static final String[] NAME_PARTS = {
    "authorization",
    "authorizer",
    "cookie",
    "token",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "credential",
    "privatekey",
    "apikey",
    "accesskey",
    "jwt",
    "signature",
    "session",
  };

  private static final int KEY_ID_LENGTH = 16;
  private static final int LEAST_TOKEN_HEADER = 10;

  private final String text;
  private final BitSet found;

  private SecretText(String text) {
    this.text = text;
    this.found = new BitSet(text.length());
  }

  /**
   * Whether the value of a field does not belong in a log. Of the caller's identity nothing does
   * but where the request came from.
   */
  static boolean isName(String parent, String name) {
    return parent.equals("identity")
        ? !name.equals("sourceIp") && !name.equals("userAgent")
        : isName(name);
  }

  private static boolean isName(String name) {
    StringBuilder letters = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      if ("-_. ".indexOf(name.charAt(i)) < 0) {
        letters.append(name.charAt(i));
      }
    }
    String normalised = letters.toString().toLowerCase(Locale.ROOT);
    for (String part : NAME_PARTS) {
      if (normalised.contains(part)) {
        return true;
      }
    }
    return false;
  }

  /** The characters of a text that belong to secrets. */
  static BitSet find(String text) {
    SecretText search = new SecretText(text);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '=' || c == ':' || c == '>') {
        search.named(i, c);
      }
    }
    search.words();
    return search.found;
  }

  private void named(int separator, char kind) {
    int end = separator;
    while (end > 0 && " \"'\\\t".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > 0 && isNamePart(text.charAt(start - 1))) {
      start--;
    }
    String name = Pairs.decode(text.substring(start, end));
    if (!isName(name) || isCode(name)) {
      return;
    }
    int from = skip(separator + 1, " \t\\", true);
    found.set(from, valueEnd(from, kind));
  }

  /** Goes on while the characters are of those, or are not. */
  private int skip(int from, String those, boolean are) {
    int i = from;
    while (i < text.length() && (those.indexOf(text.charAt(i)) >= 0) == are) {
      i++;
    }
    return i;
  }

  /** A class or file in a stack trace is no field, whatever it is called. */
  private static boolean isCode(String name) {
    return name.endsWith("Exception") || name.endsWith("Error") || name.endsWith(".java");
  }

  private int valueEnd(int from, char kind) {
    if (from < text.length() && (text.charAt(from) == '"' || text.charAt(from) == '\'')) {
      return quotedEnd(from);
    }
    String stops = kind == '>' ? "<" : kind == '=' ? "&;, \t\r\n\"'<>)}]" : "&;,\t\r\n\"'<>)}]";
    return skip(from, stops, false);
  }

  private int quotedEnd(int from) {
    char quote = text.charAt(from);
    int end = from + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, text.length());
  }

  private void words() {
    int start = 0;
    while (start < text.length()) {
      int end = start;
      while (end < text.length() && isTokenPart(text.charAt(end))) {
        end++;
      }
      if (end > start) {
        word(start, end);
      }
      start = end + 1;
    }
  }

  private void word(int start, int end) {
    String word = text.substring(start, end);
    if (isThreePart(word) || hasKeyId(word)) {
      found.set(start, end);
    } else if (word.toLowerCase(Locale.ROOT).endsWith("bearer") && end < text.length()) {
      int from = skip(end, " \t+:", true);
      if (text.startsWith("%20", from)) {
        from += 3;
      }
      found.set(from, skip(from, " \t\r\n\"',;&<>", false));
    }
  }

  /** The header of a JSON web token is base64 of an object, which begins with one of two pairs. */
  private static boolean isThreePart(String word) {
    int at = Math.max(word.indexOf("ey"), word.indexOf("ew"));
    int first = word.indexOf('.', Math.max(at, 0));
    return at >= 0
        && first - at >= LEAST_TOKEN_HEADER
        && word.indexOf('.', first + LEAST_TOKEN_HEADER) > 0;
  }

  private static boolean hasKeyId(String word) {
    for (int i = 0; i + KEY_ID_LENGTH <= word.length(); i++) {
      if ((word.startsWith("AKIA", i) || word.startsWith("ASIA", i)) && isKeyId(word, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isKeyId(String word, int from) {
    for (int i = from; i < from + KEY_ID_LENGTH; i++) {
      char c = word.charAt(i);
      if ((c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.' || c == '%';
  }

  private static boolean isTokenPart(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.';
  }
}
