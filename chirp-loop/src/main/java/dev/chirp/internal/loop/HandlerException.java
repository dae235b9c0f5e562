package dev.chirp.internal.loop;

/**
 * The reason why there is no handler. Lambda gets it as the error of the init phase. The cause, if
 * any, comes from the function's own code.
 */
public final class HandlerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String type;
  private final String logged;

  /** A handler string or class that cannot be a handler. */
  HandlerException(String message) {
    super(message);
    this.type = "";
    this.logged = message;
  }

  /** A handler that failed to start. */
  HandlerException(String message, Throwable cause) {
    super(message, cause);
    this.type = cause.getClass().getName();
    this.logged = Failure.of(cause).logged(message);
  }

  /** The body of the error request. */
  String json() {
    return Failure.json(String.valueOf(getMessage()), type);
  }

  String logged() {
    return logged;
  }
}
