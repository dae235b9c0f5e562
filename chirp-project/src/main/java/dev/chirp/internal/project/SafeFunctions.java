package dev.chirp.internal.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.local.EventFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The functions that Chirp may invoke without being asked, to prove or warm them up, because the
 * invocation changes nothing.
 */
public record SafeFunctions(EventFiles events) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Returns whether the function is safe, and the origin of that verdict. An explicit setting
   * decides. Otherwise the route decides, unless the request in the function's event file has an
   * unsafe method. Without a route, that request decides. Otherwise the function is not safe.
   */
  public FunctionSettings.Setting<Boolean> includes(ProjectFunction function) {
    FunctionSettings settings = function.settings();
    return settings
        .safe()
        .or(() -> settings.route().map(route -> byRoute(route.value(), function.name())))
        .or(() -> method(function.name()).map(SafeFunctions::ofEvent))
        .orElse(new FunctionSettings.Setting<>(false, "default"));
  }

  /**
   * Returns whether Chirp may send this event without being asked. Unless the function is
   * explicitly safe, another event may be a different request than the one that decided.
   */
  public boolean includes(ProjectFunction function, Path event) {
    return includes(function).value()
        && (function.settings().safe().isPresent()
            || method(event).map(Route::isSafe).orElse(true));
  }

  private FunctionSettings.Setting<Boolean> byRoute(Route route, String function) {
    return method(function)
        .filter(method -> route.isSafe() && !Route.isSafe(method))
        .map(SafeFunctions::ofEvent)
        .orElse(new FunctionSettings.Setting<>(route.isSafe(), "route"));
  }

  private static FunctionSettings.Setting<Boolean> ofEvent(String method) {
    return new FunctionSettings.Setting<>(Route.isSafe(method), method + " in the event file");
  }

  /** Returns the HTTP method in the function's own event. Empty if the event is not a request. */
  private Optional<String> method(String function) {
    return method(events.defaultFile(function));
  }

  private static Optional<String> method(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(method(JSON.readTree(file.toFile()))).filter(text -> !text.isEmpty());
    } catch (IOException ignored) { // a run of the function reports what is wrong with the event
      return Optional.empty();
    }
  }

  /** Returns the method from any of the event shapes that chirp-runtime recognizes. */
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
