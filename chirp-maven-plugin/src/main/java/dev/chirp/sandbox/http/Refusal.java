package dev.chirp.sandbox.http;

/**
 * AWS's "no": status, error code and message, as the real service words them, because tools and
 * people read them.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  public Refusal(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  /** What the sandbox does not do, it says by name. */
  public static Refusal notDone(String what) {
    return new Refusal(
        501, "NotImplemented", "Chirp's sandbox does not do " + what + "; AWS itself does.");
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
