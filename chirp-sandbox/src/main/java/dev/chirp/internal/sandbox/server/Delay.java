package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.ChirpException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Pattern;

/** Parses durations in the user's notation: {@code 2}, {@code 0.5} (seconds) or {@code PT2S}. */
public final class Delay {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d{1,3})?");

  private Delay() {}

  /**
   * Parses the value of a property.
   *
   * @throws ChirpException if it is not a duration
   */
  public static Duration of(String property, String text) {
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
    }
    try {
      Duration duration = Duration.parse(text);
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeException ignored) {
      // reported below
    }
    throw ChirpException.project(
            "%s is '%s', which is neither seconds (2, 0.5) nor a duration (PT2S)."
                .formatted(property, text))
        .withSuggestion("-D" + property + "=2");
  }
}
