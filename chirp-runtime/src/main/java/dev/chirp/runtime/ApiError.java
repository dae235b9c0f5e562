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

  /** {@return the HTTP status, 400 to 599} */
  public int httpStatusCode() {
    return httpStatusCode;
  }

  /** {@return the function's own number for the error} */
  public int detailCode() {
    return detailCode;
  }

  /** {@return the message for people who use the API} */
  public String message() {
    return message;
  }

  /** {@return the message for people who program against the API} */
  public String developerMessage() {
    return developerMessage;
  }

  /** {@return the URL of the page about this error} */
  public String moreInfoUrl() {
    return moreInfoUrl;
  }

  /**
   * Status and detail code in one number: 404 and 100 make 404100.
   *
   * @return the code of the envelope
   */
  public long code() {
    return Long.parseLong(httpStatusCode + Integer.toString(detailCode));
  }
}
