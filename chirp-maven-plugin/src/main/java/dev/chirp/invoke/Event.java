package dev.chirp.invoke;

/**
 * An event and what a sentence calls it: {@code Event file 'server_status.json'}, {@code The event
 * from stdin}.
 */
public final class Event {
  private final String name;
  private final byte[] content;

  Event(String name, byte[] content) {
    this.name = name;
    this.content = content.clone();
  }

  String name() {
    return name;
  }

  byte[] content() {
    return content.clone();
  }
}
