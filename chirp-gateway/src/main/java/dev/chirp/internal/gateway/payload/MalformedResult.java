package dev.chirp.internal.gateway.payload;

/** A function's result that AWS does not accept as a response; it says why, for the developer. */
public final class MalformedResult extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedResult(String reason) {
    super(reason, null, false, false);
  }

  /** Such as {@code its statusCode is 200.5, which is not an integer}. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
