package dev.chirp.internal.bench;

import java.util.Locale;

/** Numbers with three significant digits, in the same format on every machine. */
public final class Figures {
  private Figures() {}

  /** {@code 1.04}, {@code 10.4}, {@code 104}, {@code 1040}. */
  public static String plain(double value) {
    int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** The middle half: {@code 98 to 110}. */
  public static String middleHalf(Quartiles quartiles) {
    return plain(quartiles.lower()) + " to " + plain(quartiles.upper());
  }
}
