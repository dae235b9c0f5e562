package dev.chirp.internal.invoke;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.json.JsonException;
import dev.chirp.internal.json.JsonReader;

/**
 * An event with its name for messages: {@code Event file 'server_status.json'}, {@code The event
 * from stdin}.
 */
public final class NamedEvent {
  private final String name;
  private final byte[] content;

  public NamedEvent(String name, byte[] content) {
    this.name = name;
    this.content = content.clone();
  }

  String name() {
    return name;
  }

  /** Returns the event. Fails unless it is JSON. */
  public byte[] checked() {
    try {
      JsonReader.check(name, content);
      return content();
    } catch (JsonException e) {
      throw ChirpException.project(e.getMessage() + ".");
    }
  }

  byte[] content() {
    return content.clone();
  }
}
