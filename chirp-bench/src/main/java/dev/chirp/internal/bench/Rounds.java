package dev.chirp.internal.bench;

import dev.chirp.internal.core.ChirpException;

/**
 * The size of a measurement.
 *
 * @param measured rounds; an odd number, so that the median is one of them
 * @param discarded earlier rounds that warm up this JVM's server and the machine's page cache
 * @param warm invocations of each process after the first
 */
public record Rounds(int measured, int discarded, int warm) {
  /** The default, which the documented figures use too. */
  public static final int DEFAULT = 15;

  private static final int MAX = 999;
  private static final int MAX_WARM = 100_000;

  public Rounds {
    if (measured < 1 || measured > MAX || measured % 2 == 0) {
      throw ChirpException.project(
              "chirp.benchRounds is '%d', but it must be an odd number from 1 to %d."
                  .formatted(measured, MAX))
          .withSuggestion("-Dchirp.benchRounds=" + DEFAULT);
    }
    if (warm < 0 || warm > MAX_WARM) {
      throw ChirpException.project(
              "chirp.benchWarm is '%d', but it must be from 0 to %d.".formatted(warm, MAX_WARM))
          .withSuggestion("-Dchirp.benchWarm=100");
    }
  }

  /** Discards three rounds; after that, the times of this JVM's own server are stable. */
  public static Rounds of(int measured, int warm) {
    return new Rounds(measured, 3, warm);
  }

  int all() {
    return discarded + measured;
  }
}
