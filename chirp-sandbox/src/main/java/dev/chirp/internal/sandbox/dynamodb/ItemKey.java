package dev.chirp.internal.sandbox.dynamodb;

import java.util.Optional;

/** Which item: items of one partition stand together, in the order of their sort keys. */
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
