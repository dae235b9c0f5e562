package dev.chirp.runtime;

/** The caller sent something that the function cannot work with: status 400. */
public final class InvalidRequestException extends ApiException {

  private static final long serialVersionUID = 1L;

  /**
   * An error without a cause.
   *
   * @param detailCode 0 to 999999, the function's own number for this error
   * @param message for the caller
   */
  public InvalidRequestException(int detailCode, String message) {
    super(400, detailCode, message);
  }

  /**
   * An error with a cause.
   *
   * @param detailCode 0 to 999999, the function's own number for this error
   * @param message for the caller
   * @param cause not shown to the caller
   */
  public InvalidRequestException(int detailCode, String message, Throwable cause) {
    super(400, detailCode, message, cause);
  }
}
