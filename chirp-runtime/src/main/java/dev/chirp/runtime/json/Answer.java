package dev.chirp.runtime.json;

import java.util.List;
import java.util.Map;

/**
 * What an event is answered with, before it takes the event's shape.
 *
 * @param status of HTTP
 * @param headers names in lower case
 * @param cookies values of set-cookie headers
 * @param body UTF-8 text, or bytes
 * @param binary whether the body has to be base64-encoded
 */
public record Answer(
    int status,
    Map<String, String> headers,
    List<String> cookies,
    AnswerBuffer body,
    boolean binary) {}
