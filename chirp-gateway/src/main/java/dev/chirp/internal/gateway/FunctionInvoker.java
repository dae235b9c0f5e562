package dev.chirp.internal.gateway;

/** Invokes the function behind a route or a URL. Many threads call it at once. */
public interface FunctionInvoker {
  /**
   * Invokes it once and waits for the end.
   *
   * @param event JSON
   * @throws InterruptedException when the server stops
   */
  InvocationEnd invoke(String event) throws InterruptedException;
}
