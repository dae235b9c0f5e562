package dev.chirp.internal.deploy;

import dev.chirp.internal.core.ChirpException;
import java.util.List;
import java.util.OptionalInt;

/**
 * The retention of a function's log events.
 *
 * @param days one of CloudWatch's values; empty to leave it to Lambda, which keeps events forever
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html">PutRetentionPolicy</a>
 */
record LogGroupRetention(OptionalInt days) {
  private static final List<Integer> ALLOWED =
      List.of(
          1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557,
          2922, 3288, 3653);

  LogGroupRetention {
    if (days.isPresent() && !ALLOWED.contains(days.getAsInt())) {
      throw ChirpException.project(
              "<logRetentionDays> is '%d' (or -Dchirp.logRetentionDays), but CloudWatch Logs accepts %s."
                  .formatted(
                      days.getAsInt(),
                      String.join(", ", ALLOWED.stream().map(String::valueOf).toList())))
          .withSuggestion("-Dchirp.logRetentionDays=30");
    }
  }
}
