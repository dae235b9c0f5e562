package dev.chirp.internal.bench;

import java.util.List;

/**
 * What was measured of a variant.
 *
 * @param samples one of each round, in order, and at least one
 */
public record VariantResult(String name, List<Sample> samples) {
  public VariantResult {
    samples = List.copyOf(samples);
  }

  /** Whether there is such a figure: there is none of warm invocations where there were none. */
  public boolean has(Metric metric) {
    return metric.isIn(samples.get(0));
  }

  /** The figure over all rounds. */
  public Quartiles of(Metric metric) {
    return Quartiles.of(samples.stream().mapToDouble(metric::of));
  }

  /** How many times the baseline's figure this one's is, of the pairs of each round. */
  public Quartiles ratio(Metric metric, VariantResult baseline) {
    return Quartiles.ofRatios(values(metric), baseline.values(metric));
  }

  private double[] values(Metric metric) {
    return samples.stream().mapToDouble(metric::of).toArray();
  }
}
