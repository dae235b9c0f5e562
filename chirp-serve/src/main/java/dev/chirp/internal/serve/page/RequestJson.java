package dev.chirp.internal.serve.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.process.InvocationResult;
import java.io.IOException;
import java.util.Optional;

/**
 * A request as the page shows it, with secrets masked. If the event is too large to learn its
 * secrets, nothing that could repeat them is shown.
 */
final class RequestJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOO_LARGE =
      "(not shown: the event is larger than %d KB)".formatted(RequestRecord.MAX_EVENT >> 10);

  private final RequestRecord.State state;
  private final Optional<String> event;
  private final boolean isTooLarge;
  private final Masking masking;

  RequestJson(RequestRecord.State state) {
    this.state = state;
    this.event = state.invocation().flatMap(RequestRecord.Invocation::event);
    this.isTooLarge = state.invocation().isPresent() && event.isEmpty();
    this.masking = Masking.of(event.orElse("{}"));
  }

  /** The line in the list of requests. */
  ObjectNode summary() {
    return withNumbers(texts());
  }

  private ObjectNode texts() {
    return JSON.createObjectNode()
        .put("method", state.method())
        .put("path", state.path())
        .put("reason", isTooLarge && !state.reason().isEmpty() ? TOO_LARGE : state.reason());
  }

  /** Numbers are not secrets, but a secret may look like one. */
  private ObjectNode withNumbers(ObjectNode texts) {
    ObjectNode request = masking.masked(texts);
    request.put("number", state.number());
    request.put("received", state.received().toEpochMilli());
    request.put("start", state.start().word());
    state.invocation().ifPresent(invoked -> request.put("function", invoked.function()));
    if (state.status().isPresent()) {
      request.put("status", state.status().getAsInt());
      request.put("millis", state.millis());
      request.put("generation", state.generation());
    }
    return request;
  }

  /** Everything about the request. */
  ObjectNode detail() {
    ObjectNode texts = texts();
    texts.set("headers", headers());
    texts.put("body", shown(state.body()));
    texts.put("log", shown(state.log()));
    state.result().ifPresent(end -> texts.put("result", shown(end.payload())));
    ObjectNode request = withNumbers(texts);
    request.put("event", isTooLarge ? TOO_LARGE : event.isPresent() ? masking.event() : "");
    request.put("canReplay", state.isWhole());
    request.put("canSave", eventFile().isPresent());
    state.result().ifPresent(end -> putMeasures(request, end));
    return request;
  }

  private String shown(String text) {
    return isTooLarge && !text.isEmpty() ? TOO_LARGE : text;
  }

  private ArrayNode headers() {
    ArrayNode headers = JSON.createArrayNode();
    if (!isTooLarge) {
      for (HeaderFields.Field field : state.headers().fields()) {
        headers.addObject().put(field.name(), field.value());
      }
    }
    return headers;
  }

  private void putMeasures(ObjectNode request, InvocationResult end) {
    request.put("duration", end.duration().toNanos() / 1e6);
    end.init().ifPresent(init -> request.put("init", init.toNanos() / 1e6));
    request.put("memory", Math.min(end.memory(), state.memorySize()));
    request.put("memorySize", state.memorySize());
    request.put("failed", end.failed());
  }

  /**
   * The event for a file, with secrets masked.
   *
   * @return empty without a whole event that is a JSON object
   */
  Optional<String> eventFile() {
    try {
      if (event.isPresent() && JSON.readTree(masking.event()) instanceof ObjectNode object) {
        if (object.path("cookies").isTextual()) {
          JsonNode cookies = object.get("cookies");
          object.putArray("cookies").add(cookies); // still a list
        }
        return Optional.of(object.toPrettyString() + "\n");
      }
    } catch (IOException e) {
      // It is a text that is not JSON.
    }
    return Optional.empty();
  }
}
