package dev.chirp.internal.api;

import dev.chirp.internal.api.ApiSpec.ApiRoute;
import dev.chirp.internal.gateway.CorsSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigatewayv2.model.Integration;
import software.amazon.awssdk.services.apigatewayv2.model.Route;

/**
 * The difference between the definition that a project wants and the one that API Gateway has.
 * Routes and integrations that someone else made stay as they are.
 */
record ApiDifference(ApiSpec spec, FunctionArns arns, ApiState state) {

  /** The changes, in an order that API Gateway accepts. */
  List<ApiChange> changes() {
    List<ApiChange> changes = new ArrayList<>();
    AuthorizerDifference authorizers = authorizers();
    changeApi().ifPresent(changes::add);
    changes.addAll(authorizers.before());
    for (ApiRoute route : spec.routes()) {
      change(route).ifPresent(changes::add);
    }
    for (Route route : removedRoutes()) {
      changes.add(new ApiChange("- " + route.routeKey(), writer -> writer.deleteRoute(route)));
    }
    changes.addAll(authorizers.after());
    for (Integration unused : unusedIntegrations()) {
      changes.add(
          new ApiChange(
              "- integration with " + FunctionArns.shown(unused.integrationUri()),
              writer -> writer.deleteIntegration(unused)));
    }
    return changes;
  }

  private Optional<ApiChange> changeApi() {
    List<String> parts = new ArrayList<>();
    if (!spec.name().equals(state.api().name())) {
      parts.add("name: %s -> %s".formatted(state.api().name(), spec.name()));
    }
    if (!isSame(spec.cors(), state.cors())) {
      parts.add("CORS: %s -> %s".formatted(shown(state.cors()), shown(spec.cors())));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ApiChange("~ " + String.join(", ", parts), writer -> writer.updateApi(spec)));
  }

  /** API Gateway keeps neither the order of the values nor the case of their letters. */
  private static boolean isSame(CorsSettings one, CorsSettings other) {
    return one.maxAge() == other.maxAge()
        && one.allowCredentials() == other.allowCredentials()
        && isSame(one.allowOrigins(), other.allowOrigins())
        && isSame(one.allowMethods(), other.allowMethods())
        && isSame(one.allowHeaders(), other.allowHeaders())
        && isSame(one.exposeHeaders(), other.exposeHeaders());
  }

  private static boolean isSame(List<String> one, List<String> other) {
    return set(one).equals(set(other));
  }

  private static Set<String> set(List<String> values) {
    return values.stream().map(each -> each.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
  }

  private static String shown(CorsSettings cors) {
    return cors.isSet() ? "origins " + String.join(", ", cors.allowOrigins()) : "none";
  }

  private AuthorizerDifference authorizers() {
    return new AuthorizerDifference(spec, arns, state);
  }

  private Optional<ApiChange> change(ApiRoute wanted) {
    String uri = arns.of(wanted.function());
    String shown = FunctionArns.shown(uri);
    Optional<Route> found = state.route(wanted.key());
    if (found.isEmpty()) {
      return Optional.of(
          new ApiChange(
              "+ %s -> %s%s".formatted(wanted.key(), shown, protection(wanted)),
              writer -> writer.createRoute(wanted, uri)));
    }
    Route is = found.get();
    Optional<Integration> integration = state.integration(is);
    List<String> parts = new ArrayList<>();
    if (integration.filter(each -> isWanted(each, uri)).isEmpty()) {
      parts.add("%s -> %s".formatted(shown(integration), shown));
    }
    if (!authorizers().isRight(is, wanted.access())) {
      parts.add(
          "authorizer %s -> %s"
              .formatted(authorizers().shown(is), AuthorizerDifference.shown(wanted.access())));
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ApiChange(
                "~ %s: %s".formatted(wanted.key(), String.join(", ", parts)),
                writer -> writer.updateRoute(is, wanted, uri)));
  }

  /** For the plan: the protection of a new route; empty for a public one. */
  static String protection(ApiRoute route) {
    return route.access().authorizer().isEmpty()
        ? ""
        : ", authorizer " + AuthorizerDifference.shown(route.access());
  }

  private static boolean isWanted(Integration integration, String uri) {
    return ApiWriter.isOwn(integration)
        && uri.equals(integration.integrationUri())
        && ApiWriter.hasSettings(integration);
  }

  private static String shown(Optional<Integration> integration) {
    return integration
        .map(Integration::integrationUri)
        .map(FunctionArns::shown)
        .orElse("no function");
  }

  private Set<String> wantedKeys() {
    return spec.routes().stream().map(ApiRoute::key).collect(Collectors.toSet());
  }

  /** The routes that Chirp made and the project no longer has. */
  private List<Route> removedRoutes() {
    Set<String> wanted = wantedKeys();
    return state.routes().stream()
        .filter(route -> !wanted.contains(route.routeKey()) && isOwn(route))
        .toList();
  }

  private boolean isOwn(Route route) {
    return state.integration(route).filter(ApiWriter::isOwn).isPresent();
  }

  /** The routes of someone else that the project does not have. */
  List<Route> othersRoutes() {
    Set<String> wanted = wantedKeys();
    return state.routes().stream()
        .filter(route -> !wanted.contains(route.routeKey()) && !isOwn(route))
        .toList();
  }

  /** The routes of the project that someone else sent elsewhere. */
  List<Route> takenRoutes() {
    Set<String> wanted = wantedKeys();
    return state.routes().stream()
        .filter(route -> wanted.contains(route.routeKey()) && !isOwn(route))
        .toList();
  }

  private List<Integration> unusedIntegrations() {
    Set<String> wanted =
        spec.routes().stream().map(route -> arns.of(route.function())).collect(Collectors.toSet());
    return state.integrations().stream()
        .filter(ApiWriter::isOwn)
        .filter(each -> !isWantedOnce(each, wanted))
        .toList();
  }

  /** True for the first right integration with a function that has a route. */
  private boolean isWantedOnce(Integration integration, Set<String> wanted) {
    String uri = integration.integrationUri();
    return wanted.contains(uri)
        && state.integrations().stream()
            .filter(each -> isWanted(each, uri))
            .findFirst()
            .filter(first -> first.integrationId().equals(integration.integrationId()))
            .isPresent();
  }

  /** The functions that lose their last route, each with its alias. */
  List<String> functionsWithoutRoutes() {
    Set<String> invoked = spec.functions().stream().map(arns::of).collect(Collectors.toSet());
    return Stream.concat(
            state.integrations().stream().filter(ApiWriter::isOwn).map(Integration::integrationUri),
            state.authorizers().stream()
                .filter(AuthorizerSettings::isOwn)
                .map(each -> Objects.requireNonNullElse(each.authorizerUri(), "")))
        .flatMap(uri -> FunctionArns.inUri(uri).stream())
        .filter(arn -> !invoked.contains(arn))
        .distinct()
        .toList();
  }
}
