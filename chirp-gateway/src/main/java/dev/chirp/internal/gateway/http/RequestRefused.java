package dev.chirp.internal.gateway.http;

import java.util.Map;

/** A request that the server does not accept: it answers with the status and closes. */
public final class RequestRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private static final Map<Integer, String> PHRASES =
      Map.of(
          400, "Bad Request",
          403, "Forbidden",
          408, "Request Timeout",
          413, "Request Entity Too Large",
          417, "Expectation Failed",
          431, "Request Header Fields Too Large",
          501, "Not Implemented",
          503, "Service Unavailable",
          505, "HTTP Version Not Supported");

  private final int status;

  /**
   * A refusal.
   *
   * @param reason for the developer, such as {@code The request line is malformed.}
   */
  public RequestRefused(int status, String reason) {
    super(reason, null, false, false);
    this.status = status;
  }

  public int status() {
    return status;
  }

  /** The status in HTTP's words. */
  public String phrase() {
    return PHRASES.getOrDefault(status, "Bad Request");
  }

  /** The reason, one sentence for the developer. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
