package dev.chirp.internal.bench;

import dev.chirp.internal.process.Launch;
import java.util.List;

/**
 * One of the things that are compared.
 *
 * @param name as tables have it
 * @param launch of its process
 * @param events the first is the first invocation's; warm ones take them in turn, JSON each
 */
public record Variant(String name, Launch launch, List<String> events) {
  public Variant {
    events = List.copyOf(events);
    if (events.isEmpty()) {
      throw new IllegalArgumentException("Variant '%s' has no event.".formatted(name));
    }
  }

  String event(int invocation) {
    return events.get(invocation % events.size());
  }
}
