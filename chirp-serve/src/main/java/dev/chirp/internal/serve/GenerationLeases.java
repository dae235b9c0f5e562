package dev.chirp.internal.serve;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The generations that requests use, and may still start a process of. Thread-safe. */
final class GenerationLeases {
  /** The number of uses of each generation. */
  private final Map<Long, Integer> counts = new HashMap<>();

  /** Begins a use, which lasts until the lease is closed. */
  synchronized Lease take(long generation) {
    counts.merge(generation, 1, Integer::sum);
    return () -> release(generation);
  }

  private synchronized void release(long generation) {
    counts.computeIfPresent(generation, (number, count) -> count == 1 ? null : count - 1);
  }

  /** The generations with a use. */
  synchronized List<Long> generations() {
    return List.copyOf(counts.keySet());
  }

  /** A generation's use by a request. */
  interface Lease extends AutoCloseable {
    @Override
    void close();
  }
}
