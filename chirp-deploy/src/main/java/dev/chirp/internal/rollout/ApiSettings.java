package dev.chirp.internal.rollout;

import dev.chirp.internal.api.ApiSpec;
import dev.chirp.internal.api.ApiSpec.ApiRoute;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.gateway.ApiConfiguration;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.Throttling;
import dev.chirp.internal.gateway.route.Authorizer;
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
 * @param authorizers of the API, and the default for its routes
 */
public record ApiSettings(
    String name,
    CorsSettings cors,
    Optional<Throttling> throttling,
    RouteAccess.Authorizers authorizers) {

  /**
   * Reads the settings of the POM.
   *
   * @param artifactId of the project, whose name the API has if it has no other
   * @throws ChirpException if API Gateway would refuse one
   */
  public static ApiSettings of(ApiConfiguration api, String artifactId, String functionPrefix) {
    try {
      return new ApiSettings(
          api.name().isEmpty() ? defaultName(artifactId, functionPrefix) : api.name(),
          api.cors(),
          api.throttling(),
          api.authorizers());
    } catch (InvalidSetting e) {
      throw ChirpException.project(e.problem()).withSuggestion(e.suggestion());
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
   * @throws ChirpException if a route names an authorizer that the POM does not have
   */
  ApiSpec spec(
      Collection<ProjectFunction> functions,
      SafeFunctions safe,
      Optional<AliasName> alias,
      Ownership owner,
      String functionPrefix) {
    requireFunctions(functions);
    List<ApiRoute> routes =
        functions.stream()
            .flatMap(function -> route(function, functionPrefix).stream())
            .sorted(Comparator.comparing(ApiRoute::key))
            .toList();
    return new ApiSpec(
        name,
        routes,
        alias,
        authorizers.all(),
        cors,
        throttling,
        owner,
        functionPrefix,
        proof(functions, safe));
  }

  /** A Lambda authorizer names a function of the project, which the API must be able to invoke. */
  private void requireFunctions(Collection<ProjectFunction> functions) {
    for (Authorizer authorizer : authorizers.all()) {
      if (authorizer instanceof Authorizer.LambdaFunction named
          && functions.stream().noneMatch(each -> each.name().equals(named.function()))) {
        throw ChirpException.project(
                "Authorizer '%s' has the function '%s', which the project does not have."
                    .formatted(named.name(), named.function()))
            .withSuggestion("mvn chirp:list");
      }
    }
  }

  /** Refuses issuers on this machine, which AWS cannot reach. */
  void requireReachable() {
    for (Authorizer authorizer : authorizers.all()) {
      if (authorizer instanceof Authorizer.Jwt jwt && jwt.isLocal()) {
        throw ChirpException.project(
                "Authorizer '%s' has the issuer '%s', which API Gateway cannot reach."
                    .formatted(jwt.name(), jwt.issuer()))
            .withSuggestion("-Dchirp.sandbox, or an issuer with https");
      }
    }
  }

  private Optional<ApiRoute> route(ProjectFunction function, String functionPrefix) {
    return function
        .settings()
        .route()
        .map(
            route ->
                new ApiRoute(
                    route.value().toString(), functionPrefix + function.name(), access(function)));
  }

  private RouteAccess access(ProjectFunction function) {
    FunctionSettings settings = function.settings();
    try {
      return authorizers.of(
          function.name(),
          settings.authorizer().map(FunctionSettings.Setting::value),
          settings.scopes().value());
    } catch (InvalidSetting e) {
      throw ChirpException.project(e.problem()).withSuggestion(e.suggestion());
    }
  }

  /** The path of a request that changes nothing and needs neither values nor a token. */
  private Optional<String> proof(Collection<ProjectFunction> functions, SafeFunctions safe) {
    return functions.stream()
        .filter(function -> safe.includes(function).value())
        .filter(function -> access(function).authorizer().isEmpty())
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
