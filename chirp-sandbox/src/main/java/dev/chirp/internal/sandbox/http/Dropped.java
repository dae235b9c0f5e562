package dev.chirp.internal.sandbox.http;

/** Ends the connection instead of an answer, as a broken line does. */
public final class Dropped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Dropped() {
    super("The connection is dropped.", null, false, false);
  }
}
