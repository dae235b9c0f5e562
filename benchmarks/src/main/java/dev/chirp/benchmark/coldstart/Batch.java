package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.bench.VariantResult;
import java.util.List;
import java.util.Optional;

/**
 * What was measured together, and may be compared.
 *
 * @param function as on Lambda
 * @param memorySize MB, whose processor all were held to; empty for the whole machine
 * @param memoryHeld whether they were held to that memory too
 * @param conditions in words
 * @param results the first is the baseline; none where nothing could be measured
 * @param remarks on what is missing, and why
 */
record Batch(
    String function,
    Optional<Integer> memorySize,
    boolean memoryHeld,
    String conditions,
    List<VariantResult> results,
    List<String> remarks) {
  Batch {
    results = List.copyOf(results);
    remarks = List.copyOf(remarks);
  }

  /** One that could not be measured, and why. */
  static Batch leftOut(Subject subject, Optional<Integer> memorySize, String reason) {
    return new Batch(
        subject.lambdaName(),
        memorySize,
        false,
        memorySize.map(megabytes -> megabytes + " MB").orElse("the whole machine"),
        List.of(),
        List.of("Not measured: " + reason));
  }

  /** The figures of a variant, if it was measured. */
  Optional<VariantResult> find(String variant) {
    return results.stream().filter(result -> result.name().equals(variant)).findFirst();
  }
}
