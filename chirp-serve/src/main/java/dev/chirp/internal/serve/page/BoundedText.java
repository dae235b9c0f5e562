package dev.chirp.internal.serve.page;

import dev.chirp.internal.gateway.http.MessageBytes;
import java.nio.charset.StandardCharsets;

/** Text up to a limit, with a last line that says if the rest is missing. */
final class BoundedText {
  private static final String CUT = "\n(cut after %d KB)";

  private final int most;
  private final StringBuilder text = new StringBuilder();
  private boolean isCut;

  /**
   * Creates an empty text.
   *
   * @param most characters, or bytes of a message
   */
  BoundedText(int most) {
    this.most = most;
  }

  /** Shortens a text. */
  static String of(String text, int most) {
    BoundedText bounded = new BoundedText(most);
    bounded.add(text);
    return bounded.toString();
  }

  /** Decodes UTF-8, and reads no more bytes than it needs. */
  static String of(MessageBytes bytes, int most) {
    BoundedText bounded = new BoundedText(most);
    int length = Math.min(bytes.length(), most);
    bounded.add(new String(bytes.bytes(), 0, length, StandardCharsets.UTF_8));
    if (bytes.length() > length) {
      bounded.cut();
    }
    return bounded.toString();
  }

  /** Adds what fits. */
  void add(String more) {
    if (isCut) {
      return;
    }
    int room = most - text.length();
    text.append(more, 0, Math.min(more.length(), room));
    if (more.length() > room) {
      cut();
    }
  }

  private void cut() {
    if (!isCut) {
      isCut = true;
      dropLastWord();
    }
  }

  /** Half of a secret would not be recognized. */
  private void dropLastWord() {
    while (text.length() > 0
        && !Character.isWhitespace(text.charAt(text.length() - 1))
        && "\",;&<>{}[]".indexOf(text.charAt(text.length() - 1)) < 0) {
      text.setLength(text.length() - 1);
    }
  }

  @Override
  public String toString() {
    return isCut ? text + CUT.formatted(most >> 10) : text.toString();
  }
}
