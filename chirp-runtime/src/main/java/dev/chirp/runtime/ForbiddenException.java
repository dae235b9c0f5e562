package dev.chirp.runtime;

/** The caller must not do this: status 403. */
public final class ForbiddenException extends ApiException {

  private static final long serialVersionUID = 1L;

  /**
   * An error without a cause.
   *
   * @param detailCode 0 to 999999, the function's own number for this error
   * @param message for the caller
   */
  public ForbiddenException(int detailCode, String message) {
    super(403, detailCode, message);
  }

  /**
   * An error with a cause.
   *
   * @param detailCode 0 to 999999, the function's own number for this error
   * @param message for the caller
   * @param cause not shown to the caller
   */
  public ForbiddenException(int detailCode, String message, Throwable cause) {
    super(403, detailCode, message, cause);
  }
}
