package dev.chirp.invoke;

/** An event and how the user knows it: a file, {@code stdin}, {@code -Dpayload}. */
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
