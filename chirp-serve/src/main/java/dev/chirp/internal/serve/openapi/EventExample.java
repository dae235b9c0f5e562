package dev.chirp.internal.serve.openapi;

import dev.chirp.internal.json.Event;
import dev.chirp.internal.json.JsonException;
import dev.chirp.internal.json.Redaction;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.runtime.LocalInvocationException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An event file as an example of a request. Secrets are masked as in a function's log.
 *
 * @param name of the event; {@code default} for the function's own file
 * @param path the path parameters, sorted
 * @param query the query parameters, the last value of each, sorted
 * @param body as JSON; empty if there is none or it is {@code {}}
 */
record EventExample(
    String name, Map<String, String> path, Map<String, String> query, Optional<Object> body) {

  /**
   * Reads the event files of a function.
   *
   * @param warnings receives a sentence for each file that is not an event
   */
  static List<EventExample> of(String function, EventFiles files, Consumer<String> warnings) {
    List<EventExample> all = new ArrayList<>();
    Path own = files.defaultFile(function);
    if (Files.isRegularFile(own)) {
      read("default", own, warnings).ifPresent(all::add);
    }
    for (String name : files.names(function)) {
      Path file = files.folder().resolve(function).resolve(name + ".json");
      read(name, file, warnings).ifPresent(all::add);
    }
    return all;
  }

  private static Optional<EventExample> read(String name, Path file, Consumer<String> warnings) {
    try {
      Event event = event(Files.readAllBytes(file));
      String masked = new Redaction(Optional.of(event)).redacted(event);
      return Optional.of(of(name, event(masked.getBytes(StandardCharsets.UTF_8))));
    } catch (IOException | JsonException | LocalInvocationException e) {
      warnings.accept("Event file '%s' is not in the document: %s".formatted(file, e.getMessage()));
      return Optional.empty();
    }
  }

  private static Event event(byte[] json) throws IOException {
    Event event = Event.read(new ByteArrayInputStream(json));
    event.check();
    return event;
  }

  private static EventExample of(String name, Event event) {
    Optional<Object> body = event.body();
    return new EventExample(
        name,
        texts(event, "path"),
        texts(event, "querystring"),
        body.filter(json -> !json.equals(Map.of())));
  }

  private static Map<String, String> texts(Event event, String part) {
    Map<String, String> texts = new TreeMap<>();
    if (event.find("params:" + part).orElse(Map.of()) instanceof Map<?, ?> map) {
      for (Object name : map.keySet()) {
        String key = name.toString();
        Optional<String> value = part.equals("path") ? event.pathParameter(key) : event.query(key);
        value.ifPresent(text -> texts.put(key, text));
      }
    }
    return texts;
  }
}
