package dev.chirp.internal.json;

/** JSON that cannot be read, with a message fit for whoever sent it: what is wrong, and where. */
public final class JsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JsonException(String message) {
    // Becomes a 400: an answer, not a failure.
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
