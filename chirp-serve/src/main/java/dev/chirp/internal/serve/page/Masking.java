package dev.chirp.internal.serve.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.json.Event;
import dev.chirp.internal.json.JsonException;
import dev.chirp.internal.json.Redaction;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Masks secrets as the log of a function does: by their names, by their form, and wherever a secret
 * of the event is repeated.
 */
final class Masking {
  /** Replaces each secret. */
  static final String MASK = "***";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String text;
  private final Optional<Event> event;
  private final Redaction redaction;

  private Masking(String text, Optional<Event> event) throws IOException {
    this.text = text;
    this.event = event;
    this.redaction = new Redaction(event);
  }

  /** Learns the secrets of an event, which may be any JSON. */
  static Masking of(String event) {
    try {
      return new Masking(event, read(event));
    } catch (IOException | JsonException e) {
      throw new IllegalStateException("An event cannot be masked", e);
    }
  }

  /** Only an object has secrets to learn. */
  private static Optional<Event> read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try {
      return Optional.of(Event.read(new ByteArrayInputStream(bytes)));
    } catch (JsonException e) {
      return Optional.empty();
    }
  }

  /** The event on one line, masked. */
  String event() {
    return event.isPresent() ? masked(event.get()) : masked(text);
  }

  /** The same document with masked values. */
  JsonNode masked(ObjectNode document) {
    try {
      return JSON.readTree(masked(document.toString()));
    } catch (IOException e) {
      throw new IllegalStateException("A masked document is not JSON", e);
    }
  }

  private String masked(Object what) {
    try {
      return redaction.redacted(what);
    } catch (IOException | JsonException e) {
      throw new IllegalStateException("A text cannot be masked", e);
    }
  }
}
