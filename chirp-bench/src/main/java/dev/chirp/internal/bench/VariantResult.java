package dev.chirp.internal.bench;

import java.util.List;

/**
 * The samples of a variant.
 *
 * @param samples one per round, in order; at least one
 */
public record VariantResult(String name, List<Sample> samples) {
  public VariantResult {
    samples = List.copyOf(samples);
  }

  /** True if the samples have this figure: without warm invocations, they have no warm figures. */
  public boolean has(Metric metric) {
    return metric.isIn(samples.get(0));
  }

  /** The quartiles of a figure over all rounds. */
  public Quartiles of(Metric metric) {
    return Quartiles.of(samples.stream().mapToDouble(metric::of));
  }

  /** The quartiles of the ratios to the baseline's figure of the same round. */
  public Quartiles ratio(Metric metric, VariantResult baseline) {
    return Quartiles.ofRatios(values(metric), baseline.values(metric));
  }

  private double[] values(Metric metric) {
    return samples.stream().mapToDouble(metric::of).toArray();
  }

  /**
   * The figures of one process.
   *
   * @param start ms from the start of the process to its first request for an event
   * @param firstAnswer ms from the start of the process to its first answer
   * @param cpu ms of CPU time up to the first answer
   * @param memory peak MB up to the first answer
   * @param warm ms of each further invocation, in order
   * @param warmCpu ms of CPU time for each of these
   * @param memoryAtEnd peak MB up to the last answer
   */
  public record Sample(
      double start,
      double firstAnswer,
      double cpu,
      double memory,
      List<Double> warm,
      double warmCpu,
      double memoryAtEnd) {
    public Sample {
      warm = List.copyOf(warm);
    }
  }
}
