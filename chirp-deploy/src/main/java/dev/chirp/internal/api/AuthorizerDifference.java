package dev.chirp.internal.api;

import dev.chirp.internal.gateway.route.Authorizer;
import dev.chirp.internal.gateway.route.RouteAccess;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigatewayv2.model.Route;

/** The difference between the authorizers that a project wants and those that API Gateway has. */
record AuthorizerDifference(ApiSpec spec, FunctionArns arns, ApiState state) {
  private Stream<AuthorizerSettings> wanted() {
    return spec.authorizers().stream()
        .flatMap(each -> AuthorizerSettings.of(each, spec, arns).stream());
  }

  /** The changes before those of the routes. */
  List<ApiChange> before() {
    return wanted().flatMap(each -> change(each).stream()).toList();
  }

  private Optional<ApiChange> change(AuthorizerSettings wanted) {
    var found =
        state.authorizers().stream().filter(is -> is.name().equals(wanted.name())).findFirst();
    if (found.isEmpty()) {
      return Optional.of(
          new ApiChange(
              "+ authorizer " + wanted.name(), writer -> writer.createAuthorizer(wanted)));
    }
    return AuthorizerSettings.of(found.get()).equals(wanted)
        ? Optional.empty()
        : Optional.of(
            new ApiChange(
                "~ authorizer " + wanted.name(),
                writer -> writer.updateAuthorizer(found.get(), wanted)));
  }

  /** The changes after those of the routes. */
  List<ApiChange> after() {
    Set<String> names = wanted().map(AuthorizerSettings::name).collect(Collectors.toSet());
    return state.authorizers().stream()
        .filter(is -> AuthorizerSettings.isOwn(is) && !names.contains(is.name()))
        .map(
            is -> new ApiChange("- authorizer " + is.name(), writer -> writer.deleteAuthorizer(is)))
        .toList();
  }

  /** Returns whether a route is protected as the project wants. */
  boolean isRight(Route route, RouteAccess access) {
    return access.authorizationType().equals(type(route))
        && name(access).map(is -> name(route).filter(is::equals).isPresent()).orElse(true)
        && new HashSet<>(access.scopes()).equals(new HashSet<>(route.authorizationScopes()));
  }

  private static String type(Route route) {
    return Objects.requireNonNullElse(route.authorizationTypeAsString(), RouteAccess.NONE);
  }

  private static Optional<String> name(RouteAccess access) {
    return access
        .authorizer()
        .filter(each -> !(each instanceof Authorizer.Iam))
        .map(AuthorizerSettings::name);
  }

  private Optional<String> name(Route route) {
    return state.authorizers().stream()
        .filter(each -> each.authorizerId().equals(route.authorizerId()))
        .map(each -> each.name())
        .findFirst();
  }

  /** For the plan: the protection that a route has now. */
  String shown(Route route) {
    return Stream.concat(
            Stream.of(name(route).orElse(type(route))), route.authorizationScopes().stream())
        .collect(Collectors.joining(" "));
  }

  /** For the plan: the protection that the project wants. */
  static String shown(RouteAccess access) {
    return Stream.concat(
            Stream.of(name(access).orElse(access.authorizationType())), access.scopes().stream())
        .collect(Collectors.joining(" "));
  }
}
