package dev.chirp.internal.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The faults during a deploy of five functions, all decided by the seed.
 *
 * @param maxAttempts the number of attempts for a call
 * @param delay of each change
 * @param timeLimit of the deploy
 * @param busy how long after its start each existing function accepts no changes
 * @param before the state of each function on Lambda
 */
record FaultSchedule(
    long seed,
    boolean throughBucket,
    int maxAttempts,
    Duration delay,
    Duration timeLimit,
    Duration busy,
    List<Before> before,
    List<Planted> planted) {

  /** The state of a function on Lambda before the deploy. */
  enum Before {
    NOTHING,
    THE_SAME,
    OTHER_CODE,
    OTHER_SETTINGS,
    OTHER_CODE_AND_SETTINGS;

    boolean hasCode() {
      return this == THE_SAME || this == OTHER_SETTINGS;
    }

    boolean hasSettings() {
      return this == THE_SAME || this == OTHER_CODE;
    }
  }

  /**
   * One fault.
   *
   * @param action the call that it affects; empty if the kind of fault decides
   * @param function the only function that it affects; empty for all
   * @param which of these calls
   * @param duration of a delay
   */
  record Planted(
      Trouble trouble, String action, String function, Which which, Duration duration, long seed) {
    /** Returns whether someone else changes settings rather than code. */
    boolean concernsSettings() {
      return seed % 2 == 0;
    }

    @Override
    public String toString() {
      return "%s on %s of %s, %s, %s"
          .formatted(
              trouble == Trouble.SUPERSEDED && concernsSettings()
                  ? trouble + " (settings)"
                  : trouble,
              action.isEmpty() ? "what it concerns" : action,
              function.isEmpty() ? "all" : function,
              which,
              duration);
    }
  }

  /** Selects the calls of an action on a function. */
  enum Which {
    FIRST,
    SECOND,
    THIRD,
    FIRST_THREE,
    SOME,
    EVERY
  }

  private static final int FUNCTIONS = 5;

  static FaultSchedule of(long seed) {
    Random random = new Random(seed);
    random.nextInt(); // consecutive seeds give nearly the same first number
    return new FaultSchedule(
        seed,
        random.nextBoolean(),
        1 + random.nextInt(3),
        Duration.ofMillis(random.nextInt(3000)),
        random.nextInt(4) == 0
            ? Duration.ofSeconds(1 + random.nextInt(40))
            : Duration.ofMinutes(30),
        random.nextInt(3) == 0 ? Duration.ofSeconds(1 + random.nextInt(60)) : Duration.ZERO,
        IntStream.range(0, FUNCTIONS).mapToObj(i -> any(random, Before.values())).toList(),
        Stream.generate(() -> planted(random)).limit(2 + random.nextInt(6)).toList());
  }

  private static Planted planted(Random random) {
    Trouble trouble = any(random, Trouble.values());
    List<String> actions = trouble.actions();
    String action = actions.isEmpty() ? "" : actions.get(random.nextInt(actions.size()));
    boolean one = action.startsWith("lambda:") && random.nextBoolean();
    return new Planted(
        trouble,
        action,
        one ? "chirp_f" + random.nextInt(FUNCTIONS) : "",
        any(random, Which.values()),
        Duration.ofMillis(random.nextInt(random.nextInt(4) == 0 ? 600_000 : 40_000)),
        random.nextLong());
  }

  private static <T> T any(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  @Override
  public String toString() {
    return "seed %d: %s, %d attempts, changes take %s, time limit %s, busy for %s%n  before: %s%s"
        .formatted(
            seed,
            throughBucket ? "through a bucket" : "directly",
            maxAttempts,
            delay,
            timeLimit,
            busy,
            before,
            planted.stream().map(each -> "\n  " + each).reduce("", String::concat));
  }
}
