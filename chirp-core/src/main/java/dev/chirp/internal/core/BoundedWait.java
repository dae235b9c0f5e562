package dev.chirp.internal.core;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * Repeats a question until there is an answer or the limit is reached.
 *
 * @param limit of the whole wait
 * @param steps pauses between two questions; the last one repeats. Each varies by up to a fifth, so
 *     that many threads do not ask at the same moment
 */
public record BoundedWait(Time time, Duration limit, List<Duration> steps) {
  /** Pauses for changes that AWS makes within seconds. */
  public static final List<Duration> STEPS =
      List.of(
          Duration.ofMillis(100),
          Duration.ofMillis(100),
          Duration.ofMillis(100),
          Duration.ofMillis(100),
          Duration.ofMillis(200),
          Duration.ofMillis(400),
          Duration.ofMillis(800),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(5));

  public BoundedWait {
    steps = List.copyOf(steps);
  }

  /**
   * The first answer, or empty if none came within the limit. The time of the last question decides
   * whether the limit is reached. An answer that took long, perhaps because the machine slept, may
   * be out of date.
   */
  public <T> Optional<T> forAnswer(Supplier<Optional<T>> question) {
    Instant end = time.now().plus(limit);
    for (int i = 0; ; i++) {
      Instant asked = time.now();
      Optional<T> answer = question.get();
      if (answer.isPresent() || !asked.isBefore(end)) {
        return answer;
      }
      Duration left = Duration.between(time.now(), end);
      Duration step = varied(steps.get(Math.min(i, steps.size() - 1)));
      time.pause(step.compareTo(left) < 0 || left.isNegative() ? step : left);
    }
  }

  private static Duration varied(Duration step) {
    return step.multipliedBy(ThreadLocalRandom.current().nextLong(80, 121)).dividedBy(100);
  }
}
