package dev.chirp.internal.loop;

/**
 * Writes times without {@code java.time.format}, which would slow down a start more than all other
 * code here.
 */
final class Timestamp {
  private static final long DAY_MILLIS = 86_400_000;

  private Timestamp() {}

  /**
   * Appends a time in UTC, such as {@code 2026-11-24T19:43:55.010Z}.
   *
   * @param millis since 1970; earlier times are not supported
   */
  static void append(StringBuilder to, long millis) {
    long day = millis / DAY_MILLIS;
    // Years start in March, so that a leap day is the last day of its year.
    long shifted = day + 719_468;
    long era = shifted / 146_097;
    long dayOfEra = shifted % 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long march = (5 * dayOfYear + 2) / 153;
    long month = march < 10 ? march + 3 : march - 9;
    long year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
    long rest = millis % DAY_MILLIS;
    digits(to, year, 4).append('-');
    digits(to, month, 2).append('-');
    digits(to, dayOfYear - (153 * march + 2) / 5 + 1, 2).append('T');
    digits(to, rest / 3_600_000, 2).append(':');
    digits(to, rest / 60_000 % 60, 2).append(':');
    digits(to, rest / 1000 % 60, 2).append('.');
    digits(to, rest % 1000, 3).append('Z');
  }

  private static StringBuilder digits(StringBuilder to, long value, int count) {
    String text = Long.toString(value);
    for (int i = text.length(); i < count; i++) {
      to.append('0');
    }
    return to.append(text);
  }
}
