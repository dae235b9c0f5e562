package dev.chirp.internal.bench;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The median of some values, and the bounds of their middle half.
 *
 * @param lower a quarter of the values are less
 * @param upper a quarter of the values are greater
 */
public record Quartiles(double lower, double median, double upper) {
  /** The quartiles of at least one value, interpolated between neighbors. */
  public static Quartiles of(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("Quartiles need at least one value.");
    }
    return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  /**
   * The smallest of the values that the given share of them does not exceed.
   *
   * @param share 0.99 for the 99th percentile
   */
  static double percentile(double share, DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private static double at(double[] sorted, double share) {
    double position = share * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
  }

  /** The quartiles of the ratios of each value to the baseline value of the same round. */
  static Quartiles ofRatios(double[] values, double[] baseline) {
    double[] ratios = new double[values.length];
    Arrays.setAll(ratios, i -> values[i] / baseline[i]);
    return of(Arrays.stream(ratios));
  }
}
