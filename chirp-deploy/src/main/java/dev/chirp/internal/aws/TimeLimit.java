package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Time;
import java.time.Duration;
import java.time.Instant;

/**
 * The end of a goal's time: then it starts nothing more and stops waiting. All steps of a goal
 * share one.
 *
 * @param length the whole time that the goal may take
 */
public record TimeLimit(Time time, Instant end, Duration length) {
  /** No limit. */
  public static final TimeLimit NONE = new TimeLimit(Time.SYSTEM, Instant.MAX, Duration.ZERO);

  /**
   * Returns a limit that starts now.
   *
   * @throws ChirpException if the length is not positive
   */
  public static TimeLimit of(Time time, Duration length) {
    if (length.isNegative() || length.isZero()) {
      throw ChirpException.project(
              "<timeLimit> is '%d' (or -Dchirp.timeLimit), but it must be a number of minutes, 1 or more."
                  .formatted(length.toMinutes()))
          .withSuggestion("-Dchirp.timeLimit=30");
    }
    return new TimeLimit(time, time.now().plus(length), length);
  }

  /** Returns how much of this wait the limit allows. Zero once the limit is reached. */
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

  /** Returns the limit as a reason: {@code the time limit of 30 minutes (chirp.timeLimit)}. */
  @Override
  public String toString() {
    return "the time limit of %d minute%s (chirp.timeLimit)"
        .formatted(length.toMinutes(), length.toMinutes() == 1 ? "" : "s");
  }
}
