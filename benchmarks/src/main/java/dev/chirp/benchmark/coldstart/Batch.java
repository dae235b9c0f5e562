package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.bench.VariantResult;
import java.util.List;
import java.util.Optional;

/**
 * Results that were measured together and may be compared.
 *
 * @param function as on Lambda
 * @param memorySize in MB, for the processor share of all variants; empty for the whole machine
 * @param memoryHeld true if the memory was limited too
 * @param conditions in words
 * @param results the first is the baseline; empty if the measurement failed
 * @param remarks on missing results, with the reason
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

  /** A batch that could not be measured, with the reason. */
  static Batch leftOut(MeasuredFunction function, Optional<Integer> memorySize, String reason) {
    return new Batch(
        function.lambdaName(),
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
