package dev.chirp.internal.sandbox.http;

/** Thrown to close the connection without a response, as a network failure would. */
public final class ConnectionDropped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConnectionDropped() {
    super("The connection is dropped.", null, false, false);
  }
}
