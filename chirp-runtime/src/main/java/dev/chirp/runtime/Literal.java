package dev.chirp.runtime;

import java.math.BigDecimal;
import java.util.UUID;

/** Reads numbers and UUIDs from text, more strictly than the JDK. */
final class Literal {

  /**
   * Limit of a number's length and of its decimal places. Longer numbers take long to compute with.
   */
  static final int MAX_LENGTH = 1000;

  private static final String DIGITS = "0123456789";

  private Literal() {}

  /**
   * True for decimal digits with an optional sign. The JDK would accept the digits of all scripts.
   */
  static boolean isWhole(String text) {
    int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
    return start < text.length() && isOf(DIGITS, text, start);
  }

  /**
   * Reads a number such as 1.5 or 2e3.
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
   * Reads a UUID of 36 characters. The JDK would also accept {@code 1-1-1-1-1} and signs.
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
