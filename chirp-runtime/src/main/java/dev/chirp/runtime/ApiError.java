package dev.chirp.runtime;

/** What an error envelope tells the caller. */
public final class ApiError {

  private final int httpStatusCode;
  private final int detailCode;
  private final String message;
  private final String developerMessage;
  private final String moreInfoUrl;

  /**
   * Holds its parts as they are.
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

  /** Status and detail code written one after the other: 404 and 100 are 404100. */
  public long code() {
    return Long.parseLong(httpStatusCode + Integer.toString(detailCode));
  }
}
