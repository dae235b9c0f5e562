package dev.chirp.internal.loop;

/**
 * The reason why there is no handler; it becomes the error of the function's start. The cause, if
 * there is one, is what the function's own code threw.
 */
public final class HandlerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final String logged;

  /** A handler that cannot be one. */
  HandlerException(String message) {
    super(message);
    this.type = "";
    this.logged = message;
  }

  /** A handler that has failed. */
  HandlerException(String message, Throwable cause) {
    super(message, cause);
    this.type = cause.getClass().getName();
    this.logged = Failure.of(cause).logged(message);
  }

  /** The body of the error that is posted. */
  String json() {
    return Failure.json(String.valueOf(getMessage()), type);
  }

  String logged() {
    return logged;
  }
}
