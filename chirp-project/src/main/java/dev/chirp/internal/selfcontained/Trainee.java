package dev.chirp.internal.selfcontained;

import java.util.List;

/**
 * A function that the cache is trained with.
 *
 * @param handler as Lambda's configuration names it
 * @param events that may be given to it; without any it is only made
 */
public record Trainee(String name, String handler, List<byte[]> events) {
  public Trainee {
    events = List.copyOf(events);
  }
}
