package dev.chirp.internal.gateway.http;

import java.io.IOException;
import java.time.Clock;

/**
 * The work of the threads that answer: it takes a response from the handler and writes it. Its
 * methods return the phase that the connection enters next.
 *
 * @param clock for the responses' {@code Date}
 */
record ResponseSender(RequestHandler handler, Clock clock) {

  /**
   * Answers a request.
   *
   * @param isOpen whether the server takes further requests
   */
  ClientConnection.Phase answer(
      ClientConnection connection, IncomingRequest request, boolean isOpen) {
    try {
      boolean isKept =
          ResponseWriter.write(
              connection.output(),
              handler.handle(request),
              request.isHead(),
              request.protocol().equals("HTTP/1.1"),
              request.keepsAlive() && isOpen,
              clock.instant());
      return isKept ? ClientConnection.Phase.IDLE : ClientConnection.Phase.CLOSED;
    } catch (IOException ignored) {
      // The client is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops
    } catch (RuntimeException | StackOverflowError e) {
      handler.failed(e);
    }
    return ClientConnection.Phase.CLOSED;
  }

  /** Tells the client why its request is refused. */
  ClientConnection.Phase refuse(ClientConnection connection, RequestRefused refusal) {
    try {
      boolean unused =
          ResponseWriter.write(
              connection.output(), handler.refused(refusal), false, false, false, clock.instant());
      connection.endOutput();
      return ClientConnection.Phase.DRAINING;
    } catch (IOException ignored) {
      // The client is gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      handler.failed(e);
    }
    return ClientConnection.Phase.CLOSED;
  }
}
