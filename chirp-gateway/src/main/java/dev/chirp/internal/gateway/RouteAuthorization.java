package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.payload.ApiIdentity;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.gateway.payload.RequestIds;
import dev.chirp.internal.gateway.route.RequestPath;
import dev.chirp.internal.gateway.route.RouteTable;
import java.util.Optional;

/**
 * Decides which requests may reach the function of a route. Preflight requests do not ask it. Many
 * threads call it at once.
 */
public interface RouteAuthorization {
  /** Admits every request, as a route with the authorization type {@code NONE} does. */
  RouteAuthorization NONE = call -> Decision.allowed();

  /**
   * Decides about one request.
   *
   * @throws InterruptedException when the server stops
   */
  Decision decide(Call call) throws InterruptedException;

  /**
   * A request that matched a route.
   *
   * @param path without the stage
   * @param ids of the request, which its function gets too
   */
  record Call(
      IncomingRequest request,
      RequestPath path,
      RouteTable.Match<?> match,
      ApiIdentity api,
      RequestIds ids,
      AwsDifferences differences) {}

  /** The end of an authorization. */
  sealed interface Decision {
    /** The function is invoked, and its event does not say who called. */
    static Decision allowed() {
      return new Allowed(Optional.empty());
    }

    /**
     * The function is invoked.
     *
     * @param authorizer the event's {@code requestContext.authorizer}, in JSON; empty for none
     */
    record Allowed(Optional<String> authorizer) implements Decision {}

    /**
     * The function is not invoked.
     *
     * @param response for the client
     * @param reason one sentence for the developer, without the credentials that were sent
     */
    record Refused(OutgoingResponse response, String reason) implements Decision {}
  }
}
