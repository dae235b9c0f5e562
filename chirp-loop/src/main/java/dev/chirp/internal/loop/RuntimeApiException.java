package dev.chirp.internal.loop;

/** The Runtime API cannot be used any more, and the process has to end. */
final class RuntimeApiException extends Exception {
  private static final long serialVersionUID = 1L;

  RuntimeApiException(String message) {
    super(message);
  }
}
