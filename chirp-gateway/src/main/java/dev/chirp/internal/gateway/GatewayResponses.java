package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.http.RequestRefused;
import java.util.Optional;

/** The responses of API Gateway itself. */
public final class GatewayResponses {
  private GatewayResponses() {}

  static OutgoingResponse badRequest() {
    return message(400, "Bad Request");
  }

  /**
   * 401, for a request without valid credentials.
   *
   * @param challenge the {@code www-authenticate} header; empty for none
   */
  public static OutgoingResponse unauthorized(Optional<String> challenge) {
    OutgoingResponse response = message(401, "Unauthorized");
    return challenge.map(text -> response.with("www-authenticate", text)).orElse(response);
  }

  /** 403, for a caller who may not use the route. */
  public static OutgoingResponse forbidden() {
    return message(403, "Forbidden");
  }

  /** 404, for a path without a route. */
  public static OutgoingResponse notFound() {
    return message(404, "Not Found");
  }

  static OutgoingResponse tooLarge() {
    return message(413, "Request Entity Too Large");
  }

  /** 500, for a failure whose reason the client does not get. */
  public static OutgoingResponse internalError() {
    return message(500, "Internal Server Error");
  }

  static OutgoingResponse unavailable() {
    return message(503, "Service Unavailable");
  }

  /** The answer to a request that the server did not accept. */
  public static OutgoingResponse refused(RequestRefused refusal) {
    return message(refusal.status(), refusal.phrase());
  }

  private static OutgoingResponse message(int status, String text) {
    return OutgoingResponse.of(status, "application/json", "{\"message\":\"%s\"}".formatted(text));
  }
}
