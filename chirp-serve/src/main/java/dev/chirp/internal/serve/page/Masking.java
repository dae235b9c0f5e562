package dev.chirp.internal.serve.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
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

  /** Better no text on the page than one with secrets. */
  private static final String HIDDEN = "(could not be masked)";

  private final String text;
  private final Optional<Event> event;
  private final Optional<Redaction> redaction;

  private Masking(String text, Optional<Event> event, Optional<Redaction> redaction) {
    this.text = text;
    this.event = event;
    this.redaction = redaction;
  }

  /** Learns the secrets of an event, which may be any JSON. */
  static Masking of(String event) {
    try {
      Optional<Event> read = read(event);
      return new Masking(event, read, Optional.of(new Redaction(read)));
    } catch (IOException | JsonException e) {
      return new Masking(event, Optional.empty(), Optional.empty());
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

  /** The same document with masked values. The names of its fields are the page's own. */
  ObjectNode masked(ObjectNode document) {
    ObjectNode result = document.deepCopy();
    document
        .fieldNames()
        .forEachRemaining(name -> result.set(name, maskedValue(document.get(name))));
    return result;
  }

  private JsonNode maskedValue(JsonNode value) {
    if (value.isTextual()) {
      return TextNode.valueOf(masked(value.asText()));
    }
    try {
      return JSON.readTree(masked(value.toString()));
    } catch (IOException e) {
      return TextNode.valueOf(HIDDEN);
    }
  }

  private String masked(Object what) {
    try {
      return redaction.isPresent() ? redaction.get().redacted(what) : HIDDEN;
    } catch (IOException | JsonException e) {
      return HIDDEN;
    }
  }
}
