package dev.chirp.internal.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The measurements of one function.
 *
 * @param variants one result for each way to deploy the function; the first is the baseline
 * @param limited the results measured under the limits of a memory size, by that size in MB
 */
public record BenchResult(
    String function, List<VariantResult> variants, Map<Integer, List<VariantResult>> limited) {
  public BenchResult {
    variants = List.copyOf(variants);
    limited = Map.copyOf(limited);
  }

  /** The result of a variant at a memory size, if it was measured there. */
  Optional<VariantResult> at(int megabytes, VariantResult variant) {
    return limited.getOrDefault(megabytes, List.of()).stream()
        .filter(result -> result.name().equals(variant.name()))
        .findFirst();
  }

  /** The memory sizes of {@code limited}, smallest first. */
  List<Integer> sizes() {
    return List.copyOf(new TreeMap<>(limited).keySet());
  }
}
