package dev.chirp.runtime;

import java.math.BigDecimal;
import java.util.UUID;

/** Numbers and UUIDs in text, read more strictly than the JDK reads them. */
final class Literal {

  /** Characters of a number, and its decimal places: what is longer takes time to compute with. */
  static final int MAX_LENGTH = 1000;

  private static final String DIGITS = "0123456789";

  private Literal() {}

  /**
   * Whether it has decimal digits, after a sign or none. The JDK takes the digits of all scripts.
   */
  static boolean isWhole(String text) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    return start < text.length() && isOf(DIGITS, text, start);
  }

  /**
   * Such as 1.5 or 2e3.
   *
   * @throws NumberFormatException when it is not a number
   */
  static BigDecimal decimal(String text) {
    if (isOf(DIGITS + "+-.eE", text, 0)) {
      BigDecimal number = new BigDecimal(text);
      if (Math.abs((long) number.scale()) <= MAX_LENGTH) {
        return number;
      }
    }
    throw new NumberFormatException("Not a number");
  }

  /**
   * In 36 characters. The JDK takes {@code 1-1-1-1-1} and signs, too.
   *
   * @throws IllegalArgumentException when it is not a UUID
   */
  static UUID uuid(String text) {
    UUID uuid = UUID.fromString(text);
    if (!uuid.toString().equalsIgnoreCase(text)) {
      throw new IllegalArgumentException("Not a UUID");
    }
    return uuid;
  }

  private static boolean isOf(String characters, String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }
}
