package dev.chirp.internal.sandbox.dynamodb;

import java.util.Optional;

/** The key of an item. Keys sort by partition, and then by sort key. */
record ItemKey(KeyValue partition, Optional<KeyValue> sort) implements Comparable<ItemKey> {

  @Override
  public int compareTo(ItemKey other) {
    int byPartition = partition.compareTo(other.partition);
    if (byPartition != 0 || sort.isEmpty() || other.sort.isEmpty()) {
      return byPartition;
    }
    return sort.get().compareTo(other.sort.get());
  }
}
