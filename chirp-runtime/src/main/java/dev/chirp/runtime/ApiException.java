package dev.chirp.runtime;

/**
 * An answer other than success: {@link ApiFunction} turns it into the error envelope with this
 * status, detail code and message. The message is shown to the caller, so it says nothing secret.
 *
 * <p>Throw one of the children for 400, 403 and 404, and this one for any other status.
 */
public class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private static final int MAX_DETAIL_CODE = 999_999;

  private final int httpStatusCode;
  private final int detailCode;

  /**
   * An answer that has no cause below.
   *
   * @param httpStatusCode 400 to 599
   * @param detailCode 0 to 999999, the function's own number for this error
   * @param message for the caller
   * @throws IllegalArgumentException when a number is out of its range
   */
  public ApiException(int httpStatusCode, int detailCode, String message) {
    // An answer, not a failure: nobody reads where it was thrown, and filling in a stack trace
    // costs more than the rest of such a request.
    super(message, null, false, false);
    this.httpStatusCode = checkedStatus(httpStatusCode);
    this.detailCode = checkedDetailCode(detailCode);
  }

  /**
   * An answer to something that went wrong below; it keeps its stack trace for a debugger.
   *
   * @param httpStatusCode 400 to 599
   * @param detailCode 0 to 999999, the function's own number for this error
   * @param message for the caller
   * @param cause not shown to the caller
   * @throws IllegalArgumentException when a number is out of its range
   */
  public ApiException(int httpStatusCode, int detailCode, String message, Throwable cause) {
    super(message, cause);
    this.httpStatusCode = checkedStatus(httpStatusCode);
    this.detailCode = checkedDetailCode(detailCode);
  }

  public final int httpStatusCode() {
    return httpStatusCode;
  }

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
