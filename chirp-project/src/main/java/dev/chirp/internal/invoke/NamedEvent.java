package dev.chirp.internal.invoke;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.runtime.local.LocalInvocationException;
import dev.chirp.runtime.local.LocalInvoker;

/**
 * An event and what a sentence calls it: {@code Event file 'server_status.json'}, {@code The event
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

  /** The event, refused unless it is JSON. */
  public byte[] checked() {
    try {
      LocalInvoker.check(content);
      return content();
    } catch (LocalInvocationException e) {
      throw ChirpException.project(name + e.problem().substring("The event".length()));
    }
  }

  byte[] content() {
    return content.clone();
  }
}
