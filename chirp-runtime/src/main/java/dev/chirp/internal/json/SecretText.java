package dev.chirp.internal.json;

import java.util.BitSet;

/**
 * Recognizes secrets by their names, and finds them in text of unknown format: {@code name=value},
 * {@code "name": "value"} and {@code <name>value<} with a secret name, AWS key ids, three-part
 * tokens, the password in {@code //user:password@host}, and the text after "Bearer". Each step
 * continues where the previous one ended, so the time is proportional to the length.
 */
final class SecretText {

  /**
   * The minimum length of a secret to recognize it elsewhere. Words such as "1" or "yes" are too
   * common.
   */
  static final int LEAST = 4;

  /** The minimum length under names that mostly hold harmless words of the caller's choice. */
  private static final int LEAST_OF_ANY = 8;

  /** Parts of secret names, between ^ and $. Names that may hold any word come first. */
  private static final String NAME_PARTS =
      "cookie authorizer authorization token secret password passwd pwd passphrase credential"
          + " privatekey apikey accesskey jwt signature session ^otp$ ^pin$";

  private static final int KEY_ID_LENGTH = 16;
  private static final int LEAST_TOKEN_PART = 10;

  private final String text;
  private final BitSet found = new BitSet();

  private SecretText(String text) {
    this.text = text;
  }

  /**
   * The minimum length of a secret under this name; zero if the value may be logged. From the
   * caller's identity, only the source address and similar fields may be logged.
   */
  static int least(String parent, String name) {
    if (parent.equals("identity")) {
      return name.equals("sourceIp") || name.equals("userAgent") ? 0 : LEAST_OF_ANY;
    }
    StringBuilder letters = new StringBuilder("^");
    for (int i = 0; i < name.length(); i++) {
      if ("-_. ".indexOf(name.charAt(i)) < 0) {
        letters.append(Character.toLowerCase(name.charAt(i)));
      }
    }
    String normalized = letters.append('$').toString();
    int least = LEAST_OF_ANY;
    for (String part : NAME_PARTS.split(" ", -1)) {
      if (part.equals("authorization")) {
        least = LEAST;
      }
      if (normalized.contains(part)) {
        return least;
      }
    }
    return 0;
  }

  /** The characters of a text that belong to secrets. */
  static BitSet find(String text) {
    SecretText search = new SecretText(text);
    for (int i = 0; i < text.length(); ) {
      i = Math.max(search.step(i), i + 1);
    }
    return search.found;
  }

  private int step(int at) {
    char c = text.charAt(at);
    if (c == '=' || c == ':' || c == '>') {
      return named(at, c);
    }
    if (c == '/' && text.startsWith("//", at)) {
      return userInfo(at + 2);
    }
    int end = at;
    while (end < text.length() && isTokenPart(text.charAt(end))) {
      end++;
    }
    return word(at, end);
  }

  /** Marks characters, and returns the index to continue at. */
  private int mark(int from, int to) {
    found.set(from, to);
    return to;
  }

  private int named(int separator, char kind) {
    int end = separator;
    while (end > 0 && " \"'\\\t".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    int start = end;
    while (start > 0 && (isTokenPart(text.charAt(start - 1)) || text.charAt(start - 1) == '%')) {
      start--;
    }
    String name = Pairs.decode(text.substring(start, end));
    if (least("", name) == 0 || isCode(name)) {
      return separator;
    }
    int from = skip(separator + 1, " \t\\", true);
    return mark(from, valueEnd(from, kind));
  }

  /** Skips the given characters, or all others. */
  private int skip(int from, String those, boolean are) {
    int i = from;
    while (i < text.length() && (those.indexOf(text.charAt(i)) >= 0) == are) {
      i++;
    }
    return i;
  }

  /** True for the class name of an exception, which is not a field name. */
  private static boolean isCode(String name) {
    return name.endsWith("Exception") || name.endsWith("Error");
  }

  private int valueEnd(int from, char kind) {
    char quote = from < text.length() ? text.charAt(from) : kind;
    if (quote != '"' && quote != '\'') {
      return skip(from, kind == '>' ? "<" : kind == '=' ? "& \t\r\n" : "&;,\t\r\n\"'<>)}]", false);
    }
    int end = from + 1;
    while (end < text.length() && text.charAt(end) != quote) {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return Math.min(end + 1, text.length());
  }

  private int userInfo(int from) {
    int end = skip(from, "/?# \t\r\n\"'<>", false);
    String authority = text.substring(from, end);
    int colon = authority.indexOf(':');
    int at = authority.lastIndexOf('@');
    return colon >= 0 && colon < at ? mark(from + colon + 1, from + at) : from;
  }

  private int word(int start, int end) {
    String word = text.substring(start, end);
    if (isSecret(word)) {
      return mark(start, end);
    }
    if (word.regionMatches(true, word.length() - 6, "bearer", 0, 6)) {
      int from = skip(end, " \t+:", true);
      if (text.startsWith("%20", from)) {
        from += 3;
      }
      return mark(from, skip(from, " \t\r\n\"',;&<>", false));
    }
    return end;
  }

  /**
   * True if the word contains a key id or a JSON web token. A token's header is a base64-encoded
   * object, which begins with one of two pairs.
   */
  private static boolean isSecret(String word) {
    int header = -1;
    int capitals = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      capitals = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ? capitals + 1 : 0;
      int id = i + 1 - KEY_ID_LENGTH;
      if (capitals >= KEY_ID_LENGTH
          && (word.startsWith("AKIA", id) || word.startsWith("ASIA", id))) {
        return true;
      }
      if (c == '.') {
        if (header >= 0
            && i - header >= LEAST_TOKEN_PART
            && word.indexOf('.', i + LEAST_TOKEN_PART) > 0) {
          return true;
        }
        header = -1;
      } else if (header < 0 && (word.startsWith("ey", i) || word.startsWith("ew", i))) {
        header = i;
      }
    }
    return false;
  }

  private static boolean isTokenPart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }
}
