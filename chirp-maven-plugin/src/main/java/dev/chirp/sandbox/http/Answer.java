package dev.chirp.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a service answers: a status, headers, and bytes or a file. */
public final class Answer {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Optional<Path> file;
  private final int sent;

  private Answer(int status, Map<String, String> headers, byte[] body, Optional<Path> file) {
    this(status, headers, body, file, body.length);
  }

  private Answer(
      int status, Map<String, String> headers, byte[] body, Optional<Path> file, int sent) {
    this.sent = sent;
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body.clone();
    this.file = file;
  }

  public static Answer of(int status) {
    return new Answer(status, Map.of(), new byte[0], Optional.empty());
  }

  public static Answer json(int status, String json) {
    return of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer xml(int status, String xml) {
    return of(status, "text/xml", xml.getBytes(StandardCharsets.UTF_8));
  }

  public static Answer of(int status, String contentType, byte[] body) {
    return new Answer(status, Map.of("Content-Type", contentType), body, Optional.empty());
  }

  public static Answer file(int status, Path file) {
    return new Answer(status, Map.of(), new byte[0], Optional.of(file));
  }

  /** The same answer with one header more. */
  public Answer with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, body, file, sent);
  }

  /** The same answer, whose connection ends after half of the body. */
  public Answer cut() {
    return new Answer(status, headers, body, file, body.length / 2);
  }

  public int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** How many bytes of the body are sent. */
  int sent() {
    return sent;
  }

  /** The bytes, unless there is a file. */
  public byte[] body() {
    return body.clone();
  }

  Optional<Path> file() {
    return file;
  }
}
