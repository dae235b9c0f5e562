package dev.chirp.aws;

import dev.chirp.core.ChirpException;
import java.time.Duration;

/** After which time a run begins nothing more, and waits for nothing more. */
public record TimeLimit(Duration duration) {

  public TimeLimit {
    if (duration.isNegative() || duration.isZero()) {
      throw ChirpException.project(
              "<timeLimit> is '%d' (or -Dchirp.timeLimit), but it is a number of minutes, 1 or more."
                  .formatted(duration.toMinutes()))
          .withSuggestion("-Dchirp.timeLimit=30");
    }
  }

  /** What the parameter says. */
  public static TimeLimit ofMinutes(int minutes) {
    return new TimeLimit(Duration.ofMinutes(minutes));
  }

  /** {@code the time limit of 30 minutes (chirp.timeLimit)}. */
  @Override
  public String toString() {
    return "the time limit of %d minute%s (chirp.timeLimit)"
        .formatted(duration.toMinutes(), duration.toMinutes() == 1 ? "" : "s");
  }
}
