package dev.chirp.internal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.core.Setting;
import dev.chirp.internal.local.EventFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which functions Chirp may invoke by itself, to prove or to warm them: those whose invocation
 * changes nothing.
 */
public record SafeFunctions(EventFiles events) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Whether the function is one of them, and what says so: somebody did, or else its route, unless
   * the request in its event file, which would be sent, is another. Where it has no route that
   * request decides. Who says nothing is not safe.
   */
  public Setting<Boolean> includes(ProjectFunction function) {
    FunctionSettings settings = function.settings();
    return settings
        .safe()
        .or(() -> settings.route().map(route -> byRoute(route.value(), function.name())))
        .or(() -> method(function.name()).map(SafeFunctions::ofEvent))
        .orElse(new Setting<>(false, "default"));
  }

  /**
   * Whether Chirp may give it this event by itself: unless somebody said that the function is safe,
   * a further event of it may be another request than its own, which decided.
   */
  public boolean includes(ProjectFunction function, Path event) {
    return includes(function).value()
        && (function.settings().safe().isPresent()
            || method(event).map(Route::isSafe).orElse(true));
  }

  private Setting<Boolean> byRoute(Route route, String function) {
    return method(function)
        .filter(method -> route.isSafe() && !Route.isSafe(method))
        .map(SafeFunctions::ofEvent)
        .orElse(new Setting<>(route.isSafe(), "route"));
  }

  private static Setting<Boolean> ofEvent(String method) {
    return new Setting<>(Route.isSafe(method), method + " in the event file");
  }

  /** The HTTP method in the function's own event; empty for an event that is no request. */
  private Optional<String> method(String function) {
    return method(events.defaultFile(function));
  }

  private static Optional<String> method(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(method(JSON.readTree(file.toFile()))).filter(text -> !text.isEmpty());
    } catch (IOException ignored) { // who runs the function learns what is wrong with its event
      return Optional.empty();
    }
  }

  /** In each of the shapes that the runtime knows, recognised as it does. */
  private static String method(JsonNode event) {
    JsonNode context = event.path("requestContext");
    if (context.has("http")) {
      return context.path("http").path("method").asText();
    }
    return context.isMissingNode()
        ? event.path("context").path("http-method").asText()
        : event.path("httpMethod").asText();
  }
}
