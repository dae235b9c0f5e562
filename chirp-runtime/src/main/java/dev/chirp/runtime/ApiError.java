package dev.chirp.runtime;

/**
 * What an error envelope tells the caller.
 *
 * @param httpStatusCode 400 to 599
 * @param detailCode the function's own number for the error
 * @param message for people who use the API
 * @param developerMessage for people who program against it
 * @param moreInfoUrl the page about this error: docs prefix, status and detail code
 */
public record ApiError(
    int httpStatusCode,
    int detailCode,
    String message,
    String developerMessage,
    String moreInfoUrl) {

  /** Status and detail code written one after the other: 404 and 100 are 404100. */
  public long code() {
    return Long.parseLong(httpStatusCode + Integer.toString(detailCode));
  }
}
