package dev.chirp.runtime.json;

/** Half a surrogate pair has no UTF-8: it becomes U+FFFD rather than the end of the answer. */
final class SafeText {

  private static final char REPLACEMENT = '\uFFFD';

  private SafeText() {}

  static String of(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return replaceLoneSurrogates(text);
      }
    }
    return text;
  }

  private static String replaceLoneSurrogates(String text) {
    StringBuilder safe = new StringBuilder(text);
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < safe.length()
          && Character.isLowSurrogate(safe.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        safe.setCharAt(i, REPLACEMENT);
      }
    }
    return safe.toString();
  }
}
