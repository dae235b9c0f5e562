package dev.chirp.internal.sandbox.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An AWS error response: status, error code and message, worded as by the real service, because
 * both tools and people read them.
 */
public final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> headers;

  public AwsError(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  private AwsError(int status, String code, String message, Map<String, String> headers) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = Map.copyOf(headers);
  }

  /** A copy with one more header. */
  public AwsError with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new AwsError(status, code, message(), more);
  }

  /** The error for something that AWS supports and the sandbox does not. The message names it. */
  public static AwsError unsupported(String what) {
    return new AwsError(
        501, "NotImplemented", "Chirp's sandbox does not support " + what + "; AWS does.");
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public Map<String, String> headers() {
    return headers;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
