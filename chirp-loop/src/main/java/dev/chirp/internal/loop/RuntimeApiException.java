package dev.chirp.internal.loop;

/** A permanent failure of the Runtime API, after which the process must end. */
final class RuntimeApiException extends Exception {
  private static final long serialVersionUID = 1L;

  RuntimeApiException(String message) {
    super(message);
  }
}
