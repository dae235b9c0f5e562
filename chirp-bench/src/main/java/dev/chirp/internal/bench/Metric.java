package dev.chirp.internal.bench;

import dev.chirp.internal.bench.VariantResult.Sample;

/** A figure measured for each process. Less is better. */
public enum Metric {
  /** From the start of the process to its first request for an event: Lambda's init. */
  START("ms", false),
  /** From the start of the process to its first answer. */
  FIRST_ANSWER("ms", false),
  /** CPU time up to the first answer. */
  CPU("ms", false),
  /** Peak memory up to the first answer. */
  MEMORY("MB", false),
  /** The median of the warm invocations. */
  WARM("ms", true),
  /** The 99th percentile of the warm invocations. */
  WARM_P99("ms", true),
  /** The last warm invocation. */
  WARM_LAST("ms", true),
  /** CPU time of a warm invocation. */
  WARM_CPU("ms", true),
  /** Peak memory up to the last answer. */
  MEMORY_AT_END("MB", false);

  private final String unit;
  private final boolean ofWarm;

  Metric(String unit, boolean ofWarm) {
    this.unit = unit;
    this.ofWarm = ofWarm;
  }

  /** {@code ms} or {@code MB}. */
  public String unit() {
    return unit;
  }

  /** True if the sample has this figure: without warm invocations, it has no warm figures. */
  boolean isIn(Sample sample) {
    return !ofWarm || !sample.warm().isEmpty();
  }

  double of(Sample sample) {
    return switch (this) {
      case START -> sample.start();
      case FIRST_ANSWER -> sample.firstAnswer();
      case CPU -> sample.cpu();
      case MEMORY -> sample.memory();
      case WARM -> Quartiles.of(sample.warm().stream().mapToDouble(ms -> ms)).median();
      case WARM_P99 -> Quartiles.percentile(0.99, sample.warm().stream().mapToDouble(ms -> ms));
      case WARM_LAST -> sample.warm().get(sample.warm().size() - 1);
      case WARM_CPU -> sample.warmCpu();
      case MEMORY_AT_END -> sample.memoryAtEnd();
    };
  }
}
