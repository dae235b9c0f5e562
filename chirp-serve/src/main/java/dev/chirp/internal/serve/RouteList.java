package dev.chirp.internal.serve;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.TextTable;
import dev.chirp.internal.core.TextTable.Column;
import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.InvalidSetting;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.project.Route;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.internal.serve.page.OwnPaths;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The routes of a generation, by key, and the table that lists them.
 *
 * @param access of each route
 */
record RouteList(
    ServedCode.Generation generation,
    Map<RouteKey, ServedFunction> routes,
    Map<RouteKey, RouteAccess> access) {

  /**
   * Reads the routes of the functions.
   *
   * @throws ChirpException when two functions have the same route, or one has an authorizer that
   *     the API does not have
   */
  static RouteList of(ServedCode.Generation generation) {
    Map<RouteKey, ServedFunction> routes = new LinkedHashMap<>();
    Map<RouteKey, RouteAccess> access = new LinkedHashMap<>();
    Map<String, ServedFunction> byIdentity = new HashMap<>();
    requireFunctions(generation);
    for (ServedFunction function : generation.functions()) {
      Optional<RouteKey> key = key(function);
      if (key.isEmpty()) {
        continue;
      }
      ServedFunction other = byIdentity.put(key.get().identity(), function);
      if (other != null) {
        throw ChirpException.project(
                "Functions '%s' and '%s' have the same route '%s'."
                    .formatted(other.function().name(), function.function().name(), key.get()))
            .withSuggestion(
                "@FunctionConfiguration(route = \"%s-2\") on one of them".formatted(key.get()));
      }
      routes.put(key.get(), function);
      access.put(key.get(), access(function, generation.api().authorizers()));
    }
    return new RouteList(generation, routes, access);
  }

  private static RouteAccess access(ServedFunction function, RouteAccess.Authorizers authorizers) {
    FunctionSettings settings = function.function().settings();
    try {
      return authorizers.of(
          function.function().name(),
          settings.authorizer().map(FunctionSettings.Setting::value),
          settings.scopes().value());
    } catch (InvalidSetting e) {
      throw ChirpException.project(e.problem()).withSuggestion(e.suggestion());
    }
  }

  private static void requireFunctions(ServedCode.Generation generation) {
    for (Authorizer authorizer : generation.api().authorizers().all()) {
      if (authorizer instanceof Authorizer.LambdaFunction lambda
          && generation.functions().stream()
              .noneMatch(each -> each.function().name().equals(lambda.function()))) {
        throw ChirpException.project(
                "Authorizer '%s' in the POM names the function '%s', which the project does not have."
                    .formatted(lambda.name(), lambda.function()))
            .withSuggestion("mvn chirp:list, for the names of the functions");
      }
    }
  }

  private static Optional<RouteKey> key(ServedFunction function) {
    return function
        .function()
        .settings()
        .route()
        .map(setting -> setting.value())
        .map(Route::toString)
        .map(RouteKey::parse);
  }

  /**
   * True if another generation has the same routes, with the same access control, to functions of
   * the same names.
   */
  boolean hasRoutesOf(RouteList other) {
    return names().equals(other.names());
  }

  private Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    routes.forEach(
        (key, function) -> names.put(key.toString(), function.functionName() + protection(key)));
    return names;
  }

  /** A remark about the access control of a route; empty for a public one. */
  private String protection(RouteKey key) {
    String shown = access.getOrDefault(key, RouteAccess.OPEN).shown();
    return shown.isEmpty() ? "" : " (authorizer: %s)".formatted(shown);
  }

  /**
   * Refuses routes at Chirp's own paths, where no function would answer.
   *
   * @throws ChirpException with the first one
   */
  void requireReachable() {
    routes.forEach(
        (key, function) -> {
          for (String root : List.of(OwnPaths.ROOT, InvokePath.ROOT)) {
            if (key.path().startsWith(root)) {
              throw ChirpException.project(
                      "Function '%s' has the route '%s', but chirp:serve itself answers below %s."
                          .formatted(function.function().name(), key, root))
                  .withSuggestion(
                      "@FunctionConfiguration(route = \"%s /api/%s\")"
                          .formatted(key.method(), key.path().substring(root.length())));
            }
          }
        });
  }

  /** Refuses a project without any route, because nothing would answer at a URL. */
  void requireRoute() {
    if (routes.isEmpty()) {
      String name =
          generation.functions().stream()
              .findFirst()
              .map(function -> function.function().name())
              .orElse("hello");
      throw ChirpException.project("No function of this project has a route.")
          .withSuggestion(
              "@FunctionConfiguration(route = \"GET /%s\") on the class of '%s'"
                  .formatted(name.replace('_', '-'), name));
    }
  }

  /**
   * Returns the table: a line for each function, with its URL or Lambda's path to invoke it.
   *
   * @param remark for the end of a function's line
   */
  String table(URI base, Function<ServedFunction, String> remark) {
    TextTable table = TextTable.of(Column.text(6), Column.text());
    routes.forEach(
        (key, function) ->
            table.row(
                key.method(),
                function.function().name(),
                base + key.path() + protection(key) + remark.apply(function)));
    generation.functions().stream()
        .filter(function -> !routes.containsValue(function))
        .forEach(
            function ->
                table.row(
                    "POST",
                    function.function().name(),
                    base
                        + InvokePath.of(function.functionName())
                        + " (no route)"
                        + remark.apply(function)));
    return table.text();
  }
}
