package dev.chirp.internal.loop;

/** Writes JSON text as AWS's client does. */
final class JsonText {
  private static final String HEX = "0123456789abcdef";

  private JsonText() {}

  /** Appends the text in quotes. */
  static StringBuilder quote(StringBuilder to, String text) {
    to.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int simple = "\"\\\t\b\n\r\f".indexOf(c);
      if (simple >= 0) {
        to.append('\\').append("\"\\tbnrf".charAt(simple));
      } else if (c < ' ' || c == '\u2028' || c == '\u2029') {
        to.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          to.append(HEX.charAt((c >> shift) & 0xf));
        }
      } else {
        to.append(c);
      }
    }
    return to.append('"');
  }
}
