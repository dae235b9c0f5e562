package dev.chirp.internal.sandbox.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An HTTP response: a status, headers, and bytes or part of a file. */
public final class Response {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Optional<Part> file;
  private final int sent;

  /**
   * A range of bytes in a file.
   *
   * @param first the offset of the first byte
   */
  private record Part(Path file, long first, long length) {
    void copyTo(OutputStream out) throws IOException {
      byte[] buffer = new byte[1 << 16];
      try (InputStream in = Files.newInputStream(file)) {
        in.skipNBytes(first);
        for (long left = length; left > 0; ) {
          int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
          if (read < 0) {
            throw new EOFException("'%s' became shorter while it was sent.".formatted(file));
          }
          out.write(buffer, 0, read);
          left -= read;
        }
      }
    }
  }

  private Response(int status, Map<String, String> headers, byte[] body, Optional<Part> file) {
    this(status, headers, body, file, body.length);
  }

  private Response(
      int status, Map<String, String> headers, byte[] body, Optional<Part> file, int sent) {
    this.sent = sent;
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body.clone();
    this.file = file;
  }

  public static Response of(int status) {
    return new Response(status, Map.of(), new byte[0], Optional.empty());
  }

  public static Response json(int status, String json) {
    return of(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
  }

  public static Response xml(int status, String xml) {
    return of(status, "text/xml", xml.getBytes(StandardCharsets.UTF_8));
  }

  public static Response of(int status, String contentType, byte[] body) {
    return new Response(status, Map.of("Content-Type", contentType), body, Optional.empty());
  }

  /** A response with part of a file as its body. */
  public static Response file(int status, Path file, long first, long length) {
    return new Response(status, Map.of(), new byte[0], Optional.of(new Part(file, first, length)));
  }

  /** A copy with one more header. */
  public Response with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Response(status, more, body, file, sent);
  }

  /** A copy that breaks the connection after half of the body. */
  public Response cut() {
    return new Response(status, headers, body, file, body.length / 2);
  }

  public int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  /** The body's bytes; empty if the body is a file. */
  public byte[] body() {
    return body.clone();
  }

  /** The length of the whole body. */
  long length() {
    return file.map(Part::length).orElse((long) body.length);
  }

  /** Sends the body, or the first half of a cut response. */
  void writeTo(OutputStream out) throws IOException {
    if (file.isPresent()) {
      file.get().copyTo(out);
    } else {
      out.write(body, 0, sent);
      if (sent < body.length) {
        out.flush(); // since Java 25, the JDK's server buffers the headers until a flush
      }
    }
  }
}
