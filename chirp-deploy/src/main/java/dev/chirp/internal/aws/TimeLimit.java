package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Time;
import java.time.Duration;
import java.time.Instant;

/**
 * When a goal begins nothing more, and waits for nothing more. All steps of a goal share one.
 *
 * @param length of what ends then
 */
public record TimeLimit(Time time, Instant end, Duration length) {
  /** No limit. */
  public static final TimeLimit NONE = new TimeLimit(Time.SYSTEM, Instant.MAX, Duration.ZERO);

  /**
   * One that begins now.
   *
   * @throws ChirpException when it is none
   */
  public static TimeLimit of(Time time, Duration length) {
    if (length.isNegative() || length.isZero()) {
      throw ChirpException.project(
              "<timeLimit> is '%d' (or -Dchirp.timeLimit), but it is a number of minutes, 1 or more."
                  .formatted(length.toMinutes()))
          .withSuggestion("-Dchirp.timeLimit=30");
    }
    return new TimeLimit(time, time.now().plus(length), length);
  }

  /** How long a wait may be that could be so long; zero when the limit is reached. */
  public Duration atMost(Duration wait) {
    Duration left = Duration.between(time.now(), end);
    if (left.isNegative()) {
      return Duration.ZERO;
    }
    return left.compareTo(wait) < 0 ? left : wait;
  }

  public boolean isReached() {
    return !time.now().isBefore(end);
  }

  /** As a reason: {@code the time limit of 30 minutes (chirp.timeLimit)}. */
  @Override
  public String toString() {
    return "the time limit of %d minute%s (chirp.timeLimit)"
        .formatted(length.toMinutes(), length.toMinutes() == 1 ? "" : "s");
  }
}
