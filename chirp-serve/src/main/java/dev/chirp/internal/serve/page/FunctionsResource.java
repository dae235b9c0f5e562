package dev.chirp.internal.serve.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.project.FunctionSettings.Setting;
import dev.chirp.internal.serve.code.ServedFunction;

/**
 * The functions with their routes, event files and settings. Of environment variables it has the
 * names only. While the code does not compile, they are those of the code before.
 */
final class FunctionsResource implements OwnResource {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public OutgoingResponse answer(IncomingRequest request, CurrentCode code)
      throws InterruptedException {
    ObjectNode body = JSON.createObjectNode().put("generation", code.get().number());
    ArrayNode functions = body.putArray("functions");
    code.functions().forEach(function -> functions.add(json(function)));
    return PageResponse.json(200, body);
  }

  private static ObjectNode json(ServedFunction served) {
    FunctionSettings settings = served.function().settings();
    String name = served.function().name();
    ObjectNode function =
        JSON.createObjectNode()
            .put("name", name)
            .put("functionName", served.functionName())
            .put("description", settings.description().value());
    settings.route().ifPresent(route -> putRoute(function, route.value().toString()));
    ArrayNode events = function.putArray("events");
    FunctionEvents.names(served).forEach(events::add);
    ArrayNode shown = function.putArray("settings");
    put(shown, "Handler", served.function().handler(), "");
    put(shown, "Runtime", served.runtime(), "");
    put(shown, "Memory", settings.memorySize(), " MB");
    put(shown, "Timeout", settings.timeout(), " s");
    settings.route().ifPresent(route -> put(shown, "Route", route, ""));
    settings.safe().ifPresent(safe -> put(shown, "Safe", safe, ""));
    ArrayNode variables = function.putArray("variables");
    settings
        .environment()
        .forEach((key, value) -> put(variables, key, Masking.MASK, value.origin()));
    return function;
  }

  private static void putRoute(ObjectNode function, String text) {
    RouteKey key = RouteKey.parse(text);
    ObjectNode route =
        function.putObject("route").put("method", key.method()).put("path", key.path());
    ArrayNode parameters = route.putArray("parameters");
    key.variables().forEach(parameters::add);
  }

  private static void put(ArrayNode shown, String name, Setting<?> setting, String unit) {
    put(shown, name, setting.value() + unit, setting.origin());
  }

  private static void put(ArrayNode shown, String name, String value, String origin) {
    shown.addObject().put("name", name).put("value", value).put("origin", origin);
  }
}
