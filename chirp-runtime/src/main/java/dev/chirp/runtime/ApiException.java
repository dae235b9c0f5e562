package dev.chirp.runtime;

/**
 * A response other than success: {@link ApiFunction} turns it into the error envelope with this
 * status, detail code and message. The caller sees the message, so keep secrets out of it.
 *
 * <p>Throw a subclass for 400, 403 and 404, and this class for any other status.
 */
public class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int MAX_DETAIL_CODE = 999_999;

  /** The HTTP status, 400 to 599. */
  private final int httpStatusCode;

  /** The function's own number for the error, 0 to 999999. */
  private final int detailCode;

  /**
   * An error without a cause.
   *
   * @param httpStatusCode 400 to 599
   * @param detailCode 0 to 999999, the function's own number for this error
   * @param message for the caller
   * @throws IllegalArgumentException if a number is out of range
   */
  public ApiException(int httpStatusCode, int detailCode, String message) {
    // This is a response, not a failure: its stack trace would cost more than the rest of the
    // request, and is never read.
    super(message, null, false, false);
    this.httpStatusCode = checkedStatus(httpStatusCode);
    this.detailCode = checkedDetailCode(detailCode);
  }

  /**
   * An error with a cause; it keeps its stack trace for the log.
   *
   * @param httpStatusCode 400 to 599
   * @param detailCode 0 to 999999, the function's own number for this error
   * @param message for the caller
   * @param cause not shown to the caller
   * @throws IllegalArgumentException if a number is out of range
   */
  public ApiException(int httpStatusCode, int detailCode, String message, Throwable cause) {
    super(message, cause);
    this.httpStatusCode = checkedStatus(httpStatusCode);
    this.detailCode = checkedDetailCode(detailCode);
  }

  /** {@return the HTTP status, 400 to 599} */
  public final int httpStatusCode() {
    return httpStatusCode;
  }

  /** {@return the function's own number for the error, 0 to 999999} */
  public final int detailCode() {
    return detailCode;
  }

  private static int checkedStatus(int status) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("httpStatusCode is " + status + ", not 400 to 599");
    }
    return status;
  }

  private static int checkedDetailCode(int code) {
    if (code < 0 || code > MAX_DETAIL_CODE) {
      throw new IllegalArgumentException("detailCode is " + code + ", not 0 to 999999");
    }
    return code;
  }
}
