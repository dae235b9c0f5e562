package dev.chirp.internal.gateway.http;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One response. The server adds {@code Date}, {@code Connection} and, for the body, {@code
 * Content-Length} or {@code Transfer-Encoding}.
 *
 * @param status 200 to 599
 * @param body how it is written
 */
public record OutgoingResponse(int status, HeaderFields headers, Body body) {

  /** Writes a body. */
  public sealed interface Body permits MessageBytes, Stream {}

  /** A body of unknown length, such as server-sent events. */
  public non-sealed interface Stream extends Body {
    /** Writes it; each flush reaches the client. */
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  /** A response with text and its content type. */
  public static OutgoingResponse of(int status, String contentType, String text) {
    return new OutgoingResponse(
        status, HeaderFields.NONE.with("Content-Type", contentType), MessageBytes.of(text));
  }

  /** The same response with one header more. */
  public OutgoingResponse with(String name, String value) {
    return new OutgoingResponse(status, headers.with(name, value), body);
  }

  /** True if HTTP lets this status have a body. */
  boolean mayHaveBody() {
    return status != 204 && status != 304;
  }
}
