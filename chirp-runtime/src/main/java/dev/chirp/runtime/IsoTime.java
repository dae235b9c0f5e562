package dev.chirp.runtime;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * Reads ISO 8601 dates and times. A {@code DateTimeFormatter} reads the same, but loads 200 classes
 * and many lambdas first.
 */
final class IsoTime {

  private static final int SECONDS_PER_DAY = 86_400;
  private static final int MAX_OFFSET_SECONDS = 18 * 3600;
  private static final int NANO_DIGITS = 9;

  private final String text;
  private int at;

  private IsoTime(String text) {
    this.text = text;
  }

  /**
   * Reads a date such as 2026-01-31.
   *
   * @throws DateTimeException when it is not a date
   */
  static LocalDate date(String text) {
    IsoTime time = new IsoTime(text);
    LocalDate date = time.date();
    time.end();
    return date;
  }

  /**
   * Reads a time such as 2026-01-31T10:00:00+01:00. Seconds and their fraction are optional.
   *
   * @throws DateTimeException when it is not a time with an offset
   */
  static OffsetDateTime dateTime(String text) {
    IsoTime time = new IsoTime(text);
    LocalDate date = time.date();
    LocalTime ofDay = time.ofDay();
    return OffsetDateTime.of(date, ofDay, ZoneOffset.ofTotalSeconds(time.offset()));
  }

  /** Like {@link #dateTime}, without loading the offset classes. */
  static Instant instant(String text) {
    IsoTime time = new IsoTime(text);
    LocalDate date = time.date();
    LocalTime ofDay = time.ofDay();
    long second = date.toEpochDay() * SECONDS_PER_DAY - time.offset();
    return Instant.ofEpochSecond(second, ofDay.toNanoOfDay());
  }

  private LocalDate date() {
    int year = digits(4);
    expect('-');
    int month = digits(2);
    expect('-');
    return LocalDate.of(year, month, digits(2));
  }

  private LocalTime ofDay() {
    expect('T');
    int hour = digits(2);
    expect(':');
    int minute = digits(2);
    int second = skips(':') ? digits(2) : 0;
    return LocalTime.of(hour, minute, second, skips('.') ? nanos() : 0);
  }

  private int nanos() {
    int nanos = digits(1);
    int length = 1;
    for (; length < NANO_DIGITS && isDigit(); length++) {
      nanos = nanos * 10 + digits(1);
    }
    for (; length < NANO_DIGITS; length++) {
      nanos *= 10;
    }
    return nanos;
  }

  /** Reads the offset at the end of the text, in seconds east of Greenwich. */
  private int offset() {
    int seconds = 0;
    if (!skips('Z')) {
      boolean west = skips('-');
      if (!west) {
        expect('+');
      }
      seconds = digits(2) * 3600;
      expect(':');
      int minutes = digits(2);
      seconds += minutes * 60;
      if (minutes > 59 || seconds > MAX_OFFSET_SECONDS) {
        throw unfit();
      }
      seconds = west ? -seconds : seconds;
    }
    end();
    return seconds;
  }

  private boolean isDigit() {
    return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
  }

  private int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      if (!isDigit()) {
        throw unfit();
      }
      value = value * 10 + text.charAt(at) - '0';
      at++;
    }
    return value;
  }

  private boolean skips(char c) {
    boolean there = at < text.length() && text.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void expect(char c) {
    if (!skips(c)) {
      throw unfit();
    }
  }

  private void end() {
    if (at < text.length()) {
      throw unfit();
    }
  }

  private static DateTimeException unfit() {
    return new DateTimeException("Not a time of ISO 8601");
  }
}
