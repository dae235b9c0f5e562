package dev.chirp.example.service;

import java.time.Instant;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The id of a chirp: the time at which it was saved, in milliseconds, and 64 random bits, because
 * two chirps may have the same time. In text order, older chirps come first.
 *
 * @param text such as {@code 1795536533123-9f86d081884c7d65}
 */
public record ChirpId(String text) implements Comparable<ChirpId> {

  private static final Pattern SHAPE = Pattern.compile("[0-9]{13}-[0-9a-f]{16}");
  private static final int MILLIS_LENGTH = 13;

  public ChirpId {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("Not an id of a chirp: " + text);
    }
  }

  static ChirpId of(Instant timestamp, long random) {
    return new ChirpId(String.format(Locale.ROOT, "%013d-%016x", timestamp.toEpochMilli(), random));
  }

  Instant timestamp() {
    return Instant.ofEpochMilli(Long.parseLong(text.substring(0, MILLIS_LENGTH)));
  }

  @Override
  public int compareTo(ChirpId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
