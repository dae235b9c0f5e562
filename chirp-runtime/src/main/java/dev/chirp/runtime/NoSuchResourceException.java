package dev.chirp.runtime;

/** The resource does not exist: status 404. */
public final class NoSuchResourceException extends ApiException {

  private static final long serialVersionUID = 1L;

  /**
   * An error without a cause.
   *
   * @param detailCode 0 to 999999, the function's own number for this error
   * @param message for the caller
   */
  public NoSuchResourceException(int detailCode, String message) {
    super(404, detailCode, message);
  }

  /**
   * An error with a cause.
   *
   * @param detailCode 0 to 999999, the function's own number for this error
   * @param message for the caller
   * @param cause not shown to the caller
   */
  public NoSuchResourceException(int detailCode, String message, Throwable cause) {
    super(404, detailCode, message, cause);
  }
}
