package dev.chirp.benchmark.coldstart;

import dev.chirp.bench.VariantResult;
import java.util.List;
import java.util.Optional;

/**
 * What was measured together, and may be compared.
 *
 * @param function as on Lambda
 * @param memorySize MB, whose processor all were held to; empty for the whole machine
 * @param conditions in words
 * @param results the first is the baseline
 * @param remarks on what is missing, and why
 */
record Batch(
    String function,
    Optional<Integer> memorySize,
    String conditions,
    List<VariantResult> results,
    List<String> remarks) {
  Batch {
    results = List.copyOf(results);
    remarks = List.copyOf(remarks);
  }

  /** The figures of a variant, if it was measured. */
  Optional<VariantResult> find(String variant) {
    return results.stream().filter(result -> result.name().equals(variant)).findFirst();
  }
}
