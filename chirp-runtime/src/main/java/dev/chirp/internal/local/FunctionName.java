package dev.chirp.internal.local;

import java.util.Locale;

/**
 * Derives a function's name from its class name: {@code ServerStatus} becomes {@code
 * server_status}.
 *
 * <p>An acronym counts as one word, and digits stay in place: {@code HTTPStatus} becomes {@code
 * http_status}, {@code FetchChirps2} becomes {@code fetch_chirps2}.
 */
public final class FunctionName {

  private static final int MAX_LENGTH = 64;

  private FunctionName() {}

  /** The function's name, {@code server_status} for {@code ServerStatus}. */
  public static String fromClassName(String simpleName) {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < simpleName.length(); i++) {
      if (i > 0 && beginsWord(simpleName, i)) {
        name.append('_');
      }
      name.append(simpleName.charAt(i));
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  /** True if Lambda accepts the name: 1 to 64 letters, digits, hyphens and underscores. */
  public static boolean isValid(String functionName) {
    for (int i = 0; i < functionName.length(); i++) {
      char c = functionName.charAt(i);
      if (c >= 0x80 || !(Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
        return false;
      }
    }
    return !functionName.isEmpty() && functionName.length() <= MAX_LENGTH;
  }

  /** The problem with an invalid name. */
  public static String problem(String functionName) {
    return "'"
        + functionName
        + "' is not a function name: letters, digits, - and _ only, at most 64.";
  }

  /** True for a capital after a lower-case letter or digit, and at the end of an acronym. */
  private static boolean beginsWord(String name, int i) {
    char before = name.charAt(i - 1);
    if (!Character.isUpperCase(name.charAt(i))) {
      return false;
    }
    return Character.isLowerCase(before)
        || Character.isDigit(before)
        || (Character.isUpperCase(before)
            && i + 1 < name.length()
            && Character.isLowerCase(name.charAt(i + 1)));
  }
}
