package dev.chirp.internal.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was measured of a function.
 *
 * @param variants the ways in which it can be deployed; the first is the baseline
 * @param limited as {@code variants}, by the memory size in MB that they were held to
 */
public record BenchResult(
    String function, List<VariantResult> variants, Map<Integer, List<VariantResult>> limited) {
  public BenchResult {
    variants = List.copyOf(variants);
    limited = Map.copyOf(limited);
  }

  /** The figures of a variant at a memory size, if they were measured there. */
  Optional<VariantResult> at(int megabytes, VariantResult variant) {
    return limited.getOrDefault(megabytes, List.of()).stream()
        .filter(result -> result.name().equals(variant.name()))
        .findFirst();
  }

  /** The memory sizes of {@code limited}, the least first. */
  List<Integer> sizes() {
    return List.copyOf(new TreeMap<>(limited).keySet());
  }
}
