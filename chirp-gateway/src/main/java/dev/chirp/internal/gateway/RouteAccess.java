package dev.chirp.internal.gateway;

import java.util.List;
import java.util.Optional;

/**
 * The access control of one route.
 *
 * @param authorizer empty for a public route
 * @param scopes one of which a token must have; empty for any token
 */
public record RouteAccess(Optional<Authorizer> authorizer, List<String> scopes) {
  /** A public route. */
  public static final RouteAccess OPEN = new RouteAccess(Optional.empty(), List.of());

  /** The authorizer of a public route in settings, and its {@code AuthorizationType}. */
  public static final String NONE = "NONE";

  public RouteAccess {
    scopes = List.copyOf(scopes);
  }

  /** The {@code AuthorizationType} of the route. */
  public String authorizationType() {
    return authorizer.map(Authorizer::authorizationType).orElse(NONE);
  }
}
