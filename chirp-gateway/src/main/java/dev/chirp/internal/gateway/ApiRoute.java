package dev.chirp.internal.gateway;

/**
 * The target of a route: the function that answers, and the authorization before it.
 *
 * @param authorization {@link RouteAuthorization#NONE} for a public route
 */
public record ApiRoute(FunctionInvoker function, RouteAuthorization authorization) {
  /** A route that everyone may call. */
  public static ApiRoute open(FunctionInvoker function) {
    return new ApiRoute(function, RouteAuthorization.NONE);
  }
}
