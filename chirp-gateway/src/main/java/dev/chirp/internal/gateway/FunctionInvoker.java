package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.payload.RequestIds;

/** Invokes the function behind a route or a URL. Many threads call it at once. */
public interface FunctionInvoker {
  /**
   * Invokes it once and waits for the end.
   *
   * @param event JSON
   * @param ids the request's; Lambda invokes a function URL's function with the same request id
   * @throws InterruptedException when the server stops
   */
  InvocationEnd invoke(String event, RequestIds ids) throws InterruptedException;
}
