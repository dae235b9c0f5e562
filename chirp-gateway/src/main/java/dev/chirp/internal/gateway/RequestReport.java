package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.http.IncomingRequest;

/** Receives the reasons that clients do not get. Many threads call it at once. */
public interface RequestReport {
  /** Reports nothing. */
  RequestReport NONE = (request, reason) -> {};

  /**
   * The gateway answered with an error of its own.
   *
   * @param reason one sentence for the developer
   */
  void problem(IncomingRequest request, String reason);
}
