package dev.chirp.runtime;

/** The content of an error envelope. */
public final class ApiError {

  private final int httpStatusCode;
  private final int detailCode;
  private final String message;
  private final String developerMessage;
  private final String moreInfoUrl;

  /**
   * Creates an error from its parts.
   *
   * @param httpStatusCode 400 to 599
   * @param detailCode the function's own number for the error
   * @param message for people who use the API
   * @param developerMessage for people who program against it
   * @param moreInfoUrl the page about this error: docs prefix, status and detail code
   */
  public ApiError(
      int httpStatusCode,
      int detailCode,
      String message,
      String developerMessage,
      String moreInfoUrl) {
    this.httpStatusCode = httpStatusCode;
    this.detailCode = detailCode;
    this.message = message;
    this.developerMessage = developerMessage;
    this.moreInfoUrl = moreInfoUrl;
  }

  public int httpStatusCode() {
    return httpStatusCode;
  }

  public int detailCode() {
    return detailCode;
  }

  public String message() {
    return message;
  }

  public String developerMessage() {
    return developerMessage;
  }

  public String moreInfoUrl() {
    return moreInfoUrl;
  }

  /** Status and detail code in one number: 404 and 100 make 404100. */
  public long code() {
    return Long.parseLong(httpStatusCode + Integer.toString(detailCode));
  }
}
