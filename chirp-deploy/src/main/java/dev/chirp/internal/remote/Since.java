package dev.chirp.internal.remote;

import dev.chirp.internal.core.ChirpException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the time from which log lines are shown: a duration ago, or an instant. */
final class Since {
  private static final Pattern AGO = Pattern.compile("(\\d{1,6})([smhd])");

  private Since() {}

  /**
   * Parses {@code 30s}, {@code 10m}, {@code 2h}, {@code 7d} or {@code 2026-11-24T08:00:00Z}.
   *
   * @throws ChirpException if it is none of these
   */
  static Instant of(String text, Instant now) {
    Matcher ago = AGO.matcher(text);
    if (ago.matches()) {
      return now.minus(ago(Long.parseLong(ago.group(1)), ago.group(2)));
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw ChirpException.project(
              "chirp.since is '%s', which is neither a time ago (30s, 10m, 2h, 7d) nor an instant."
                  .formatted(text))
          .withSuggestion(
              "-Dchirp.since=10m, or -Dchirp.since="
                  + now.minusSeconds(600).truncatedTo(ChronoUnit.SECONDS));
    }
  }

  private static Duration ago(long number, String unit) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
