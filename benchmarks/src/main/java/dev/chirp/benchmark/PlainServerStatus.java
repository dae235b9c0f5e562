package dev.chirp.benchmark;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The starter project's {@code server_status} without Chirp: the least code that reads the event
 * and writes the same response with jackson-core. Both ways of reading continue to the end of the
 * event, because an event with a mistake must not get a success.
 */
public final class PlainServerStatus implements RequestStreamHandler {

  /** The treatment of event parts that the function does not need. */
  public enum Reading {
    /** Reads each name and value as text, and discards it. */
    ALL,
    /** Skips them: the strictest comparison. */
    NEEDED_ONLY
  }

  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

  private static final Spaces SPACES = new Spaces();

  private final JsonFactory json = new JsonFactory();
  private final Reading reading;
  private final Clock clock;
  private final Instant start;

  /** Creates a handler that reports the time of a clock. */
  public PlainServerStatus(Reading reading, Clock clock) {
    this.reading = reading;
    this.clock = clock;
    this.start = clock.instant();
  }

  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    Optional<String> error;
    try (JsonParser parser = json.createParser(event)) {
      parser.nextToken();
      error = find(parser, "params", "querystring", "error");
    }
    if (error.isPresent()) {
      throw new IllegalArgumentException(error.get());
    }
    try (JsonGenerator generator = json.createGenerator(output)) {
      generator.setPrettyPrinter(SPACES);
      write(generator);
    }
  }

  /** The text at the path in the parser's current object. Reads the object to its end. */
  private Optional<String> find(JsonParser parser, String... path) throws IOException {
    return find(parser, path, 0);
  }

  private Optional<String> find(JsonParser parser, String[] path, int depth) throws IOException {
    Optional<String> found = Optional.empty();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      JsonToken token = parser.nextToken();
      if (!name.equals(path[depth])) {
        pass(parser, token);
      } else if (depth < path.length - 1 && token == JsonToken.START_OBJECT) {
        found = find(parser, path, depth + 1);
      } else {
        found = Optional.ofNullable(parser.getValueAsString());
      }
    }
    return found;
  }

  private void pass(JsonParser parser, JsonToken token) throws IOException {
    if (reading == Reading.NEEDED_ONLY) {
      parser.skipChildren();
    } else if (token.isStructStart()) {
      int depth = 1;
      while (depth > 0) {
        JsonToken next = parser.nextToken();
        depth += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
        parser.getText();
      }
    } else {
      parser.getText();
    }
  }

  private void write(JsonGenerator generator) throws IOException {
    Instant now = clock.instant();
    generator.writeStartObject();
    generator.writeObjectFieldStart("data");
    generator.writeStringField("status", "ok");
    generator.writeStringField("version", "1");
    generator.writeNumberField("serverTime", now.getEpochSecond());
    generator.writeStringField("serverTimeFormatted", FORMAT.format(now));
    generator.writeNumberField("serverStartTime", start.getEpochSecond());
    generator.writeStringField("serverStartTimeFormatted", FORMAT.format(start));
    generator.writeEndObject();
    generator.writeNumberField("code", 200);
    generator.writeNullField("notes");
    generator.writeEndObject();
  }

  /** Writes a space after each colon and comma, like the envelope. */
  private static final class Spaces extends MinimalPrettyPrinter {

    private static final long serialVersionUID = 1;

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator generator) throws IOException {
      generator.writeRaw(": ");
    }

    @Override
    public void writeObjectEntrySeparator(JsonGenerator generator) throws IOException {
      generator.writeRaw(", ");
    }
  }
}
