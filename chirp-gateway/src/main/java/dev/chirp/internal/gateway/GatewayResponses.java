package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.http.RequestRefused;

/** The responses of API Gateway itself. */
public final class GatewayResponses {
  private GatewayResponses() {}

  static OutgoingResponse badRequest() {
    return message(400, "Bad Request");
  }

  static OutgoingResponse forbidden() {
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
