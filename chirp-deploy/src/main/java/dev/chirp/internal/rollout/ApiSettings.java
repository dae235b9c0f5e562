package dev.chirp.internal.rollout;

import dev.chirp.internal.api.ApiSpec;
import dev.chirp.internal.api.ApiSpec.ApiRoute;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.gateway.ApiConfiguration;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.Throttling;
import dev.chirp.internal.gateway.route.InvalidSetting;
import dev.chirp.internal.gateway.route.RouteAccess;
import dev.chirp.internal.project.FunctionPrefix;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.Route;
import dev.chirp.internal.project.SafeFunctions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the project's HTTP API. No value in it is null.
 *
 * @param name as API Gateway shows it
 * @param throttling of all routes; empty for the account's limits
 */
public record ApiSettings(String name, CorsSettings cors, Optional<Throttling> throttling) {

  /**
   * Reads the settings of the POM.
   *
   * @param artifactId of the project, whose name the API has if it has no other
   * @throws ChirpException if API Gateway would refuse one, or there are authorizers
   */
  public static ApiSettings of(ApiConfiguration api, String artifactId, String functionPrefix) {
    try {
      if (api.authorizers().isSet()) {
        throw unsupported("<api> in the POM has authorizers");
      }
      return new ApiSettings(
          api.name().isEmpty() ? defaultName(artifactId, functionPrefix) : api.name(),
          api.cors(),
          api.throttling());
    } catch (InvalidSetting e) {
      throw ChirpException.project(e.problem()).withSuggestion(e.suggestion());
    }
  }

  /** A protected route must not be open on AWS, so nothing is deployed. */
  private static ChirpException unsupported(String what) {
    return ChirpException.project(
            what + ", but chirp:deploy does not create authorizers: the routes would be open.")
        .withSuggestion("chirp:deploy without <api>, and authorizers in chirp:serve only");
  }

  private static void requireOpen(ProjectFunction function) {
    FunctionSettings settings = function.settings();
    boolean isOpen =
        settings.authorizer().map(each -> each.value().equals(RouteAccess.NONE)).orElse(true)
            && settings.scopes().value().isEmpty();
    if (!isOpen) {
      throw unsupported("The route of function '%s' is protected".formatted(function.name()));
    }
  }

  /** Deploys with another prefix are other functions, so they have another API. */
  private static String defaultName(String artifactId, String functionPrefix) {
    return functionPrefix.equals(FunctionPrefix.DEFAULT)
        ? artifactId
        : "%s (%s)".formatted(artifactId, functionPrefix);
  }

  /**
   * Returns the API of these functions, all of the project's.
   *
   * @throws ChirpException if a route is protected
   */
  ApiSpec spec(
      Collection<ProjectFunction> functions,
      SafeFunctions safe,
      Optional<AliasName> alias,
      Ownership owner,
      String functionPrefix) {
    functions.forEach(ApiSettings::requireOpen);
    List<ApiRoute> routes =
        functions.stream()
            .flatMap(
                function ->
                    function.settings().route().stream()
                        .map(
                            route ->
                                new ApiRoute(
                                    route.value().toString(), functionPrefix + function.name())))
            .sorted(Comparator.comparing(ApiRoute::key))
            .toList();
    return new ApiSpec(
        name, routes, alias, cors, throttling, owner, functionPrefix, proof(functions, safe));
  }

  /** The path of a request that changes nothing and needs no values. */
  private static Optional<String> proof(Collection<ProjectFunction> functions, SafeFunctions safe) {
    return functions.stream()
        .filter(function -> safe.includes(function).value())
        .flatMap(function -> function.settings().route().stream())
        .map(FunctionSettings.Setting::value)
        .filter(ApiSettings::isPlainGet)
        .map(Route::path)
        .sorted()
        .findFirst();
  }

  private static boolean isPlainGet(Route route) {
    return route.method().equals("GET") && !route.path().contains("{");
  }
}
