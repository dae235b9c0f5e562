package dev.chirp.internal.bench;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The middle of some values, and between which two the middle half of them lies.
 *
 * @param lower a quarter of the values is less
 * @param upper a quarter of the values is greater
 */
public record Quartiles(double lower, double median, double upper) {
  /** Those of at least one value; between two of them it interpolates. */
  public static Quartiles of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("No value was measured.");
    }
    return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  /**
   * The value that the share of all values does not exceed: one that was measured.
   *
   * @param share 0.99 for the 99th percentile
   */
  static double percentile(double share, DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private static double at(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Of pairs: how many times the second each first is. */
  static Quartiles ofRatios(double[] values, double[] baseline) {
    double[] ratios = new double[values.length];
    Arrays.setAll(ratios, i -> values[i] / baseline[i]);
    return of(Arrays.stream(ratios));
  }
}
