package dev.chirp.internal.serve.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.payload.IdentitySource;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.project.FunctionSettings.Setting;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedFunction;
import java.util.Locale;
import java.util.Optional;

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
    ServedCode.Generation served = code.served();
    served
        .functions()
        .forEach(function -> functions.add(json(function, served.api().authorizers())));
    return PageResponse.json(200, body);
  }

  private static ObjectNode json(ServedFunction served, RouteAccess.Authorizers authorizers) {
    FunctionSettings settings = served.function().settings();
    String name = served.function().name();
    ObjectNode function =
        JSON.createObjectNode()
            .put("name", name)
            .put("functionName", served.functionName())
            .put("description", settings.description().value());
    Optional<RouteAccess> access =
        settings
            .route()
            .map(
                route ->
                    authorizers.of(
                        name,
                        settings.authorizer().map(Setting::value),
                        settings.scopes().value()));
    settings
        .route()
        .ifPresent(
            route -> putRoute(function, route.value().toString(), access.orElse(RouteAccess.OPEN)));
    ArrayNode events = function.putArray("events");
    FunctionEvents.names(served).forEach(events::add);
    ArrayNode shown = function.putArray("settings");
    put(shown, "Handler", served.function().handler(), "");
    put(shown, "Runtime", served.runtime(), "");
    put(shown, "Memory", settings.memorySize(), " MB");
    put(shown, "Timeout", settings.timeout(), " s");
    settings.route().ifPresent(route -> put(shown, "Route", route, ""));
    access
        .map(RouteAccess::shown)
        .filter(text -> !text.isEmpty())
        .ifPresent(
            text ->
                put(
                    shown,
                    "Authorizer",
                    text,
                    settings.authorizer().map(Setting::origin).orElse("<api> in the POM")));
    settings.safe().ifPresent(safe -> put(shown, "Safe", safe, ""));
    ArrayNode variables = function.putArray("variables");
    settings
        .environment()
        .forEach((key, value) -> put(variables, key, Masking.MASK, value.origin()));
    return function;
  }

  private static void putRoute(ObjectNode function, String text, RouteAccess access) {
    RouteKey key = RouteKey.parse(text);
    ObjectNode route =
        function.putObject("route").put("method", key.method()).put("path", key.path());
    access
        .authorizer()
        .ifPresent(
            authorizer -> {
              route.put("authorizer", access.shown());
              credential(authorizer).ifPresent(header -> route.put("credential", header));
            });
    ArrayNode parameters = route.putArray("parameters");
    key.variables().forEach(parameters::add);
  }

  /** The header that the form has a field for. */
  private static Optional<String> credential(Authorizer authorizer) {
    if (authorizer instanceof Authorizer.Jwt) {
      return Optional.of("authorization");
    }
    return authorizer instanceof Authorizer.LambdaFunction lambda
        ? lambda.identitySources().stream()
            .map(IdentitySource::parse)
            .filter(source -> source.place().equals("request.header"))
            .map(source -> source.name().toLowerCase(Locale.ROOT))
            .findFirst()
        : Optional.empty();
  }

  private static void put(ArrayNode shown, String name, Setting<?> setting, String unit) {
    put(shown, name, setting.value() + unit, setting.origin());
  }

  private static void put(ArrayNode shown, String name, String value, String origin) {
    shown.addObject().put("name", name).put("value", value).put("origin", origin);
  }
}
