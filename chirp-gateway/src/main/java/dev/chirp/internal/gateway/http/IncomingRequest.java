package dev.chirp.internal.gateway.http;

import java.time.Instant;
import java.util.Optional;

/**
 * One whole HTTP request, as it was received.
 *
 * @param method case-sensitive, such as {@code GET}
 * @param target path and query as sent, percent-encoded or not; begins with {@code /}
 * @param protocol {@code HTTP/1.1} or {@code HTTP/1.0}
 * @param body its bytes, decoded from chunks; empty without a body
 * @param peer the client's IP address
 * @param port that the server received it on
 * @param received when its last byte arrived
 */
public record IncomingRequest(
    String method,
    String target,
    String protocol,
    HeaderFields headers,
    MessageBytes body,
    String peer,
    int port,
    Instant received) {

  /** The target up to the first {@code ?}. */
  public String rawPath() {
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  /** The target from the first {@code ?} on, without it; may be empty. */
  public String rawQuery() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** The name that the client called the server by, without the port. */
  public String hostName() {
    return LoopbackHost.nameOf(header("host").orElse(""));
  }

  boolean isHead() {
    return method.equals("HEAD");
  }

  /** True if the client may send its next request over the same connection. */
  boolean keepsAlive() {
    return protocol.equals("HTTP/1.1")
        ? !headers.hasToken("connection", "close")
        : headers.hasToken("connection", "keep-alive");
  }
}
