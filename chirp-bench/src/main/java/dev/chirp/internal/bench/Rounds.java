package dev.chirp.internal.bench;

import dev.chirp.internal.core.ChirpException;

/**
 * How much is measured.
 *
 * @param measured rounds, an odd number so that one is the middle
 * @param discarded rounds before, which warm up this JVM's server and the machine's page cache
 * @param warm further invocations of each process
 */
public record Rounds(int measured, int discarded, int warm) {
  /** As many as the documents' figures are made of. */
  public static final int DEFAULT = 15;

  private static final int MOST = 999;
  private static final int MOST_WARM = 100_000;

  public Rounds {
    if (measured < 1 || measured > MOST || measured % 2 == 0) {
      throw ChirpException.project(
              "chirp.benchRounds is '%d', but it takes an odd number, 1 to %d."
                  .formatted(measured, MOST))
          .withSuggestion("-Dchirp.benchRounds=" + DEFAULT);
    }
    if (warm < 0 || warm > MOST_WARM) {
      throw ChirpException.project(
              "chirp.benchWarm is '%d', but it takes 0 to %d.".formatted(warm, MOST_WARM))
          .withSuggestion("-Dchirp.benchWarm=100");
    }
  }

  /** After three rounds the times of this JVM's own server do not get less any more. */
  public static Rounds of(int measured, int warm) {
    return new Rounds(measured, 3, warm);
  }

  int all() {
    return discarded + measured;
  }
}
