package dev.chirp.internal.selfcontained;

import java.util.List;

/**
 * A function that trains the cache.
 *
 * @param handler as in Lambda's configuration
 * @param events to invoke it with; without events it is only constructed
 */
public record Trainee(String name, String handler, List<byte[]> events) {
  public Trainee {
    events = List.copyOf(events);
  }
}
