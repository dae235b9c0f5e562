package dev.chirp.runtime.json;

import java.util.List;
import java.util.Map;

/** What an event is answered with, before it takes the event's shape. */
public final class Answer {

  final int status;
  final Map<String, String> headers;
  final List<String> cookies;
  final AnswerBuffer body;
  final boolean binary;

  /**
   * Holds its parts as they are.
   *
   * @param status of HTTP
   * @param headers names in lower case
   * @param cookies values of set-cookie headers
   * @param body UTF-8 text, or bytes
   * @param binary whether the body has to be base64-encoded
   */
  public Answer(
      int status,
      Map<String, String> headers,
      List<String> cookies,
      AnswerBuffer body,
      boolean binary) {
    this.status = status;
    this.headers = headers;
    this.cookies = cookies;
    this.body = body;
    this.binary = binary;
  }
}
