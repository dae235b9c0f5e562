package dev.chirp.internal.json;

/**
 * JSON that cannot be read. The message, which the sender may see, says what is wrong and where.
 */
public final class JsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JsonException(String message) {
    // Becomes a 400 response, so it needs no stack trace.
    super(message, null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
