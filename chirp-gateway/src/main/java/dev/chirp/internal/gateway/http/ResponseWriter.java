package dev.chirp.internal.gateway.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Writes responses as HTTP/1.1 frames them. */
final class ResponseWriter {
  /** Headers that only the server sets. */
  private static final Set<String> OWN =
      Set.of("connection", "content-length", "date", "keep-alive", "transfer-encoding", "upgrade");

  private static final Map<Integer, String> PHRASES =
      Map.ofEntries(
          Map.entry(200, "OK"),
          Map.entry(201, "Created"),
          Map.entry(202, "Accepted"),
          Map.entry(204, "No Content"),
          Map.entry(301, "Moved Permanently"),
          Map.entry(302, "Found"),
          Map.entry(303, "See Other"),
          Map.entry(304, "Not Modified"),
          Map.entry(307, "Temporary Redirect"),
          Map.entry(308, "Permanent Redirect"),
          Map.entry(400, "Bad Request"),
          Map.entry(401, "Unauthorized"),
          Map.entry(403, "Forbidden"),
          Map.entry(404, "Not Found"),
          Map.entry(405, "Method Not Allowed"),
          Map.entry(408, "Request Timeout"),
          Map.entry(409, "Conflict"),
          Map.entry(413, "Request Entity Too Large"),
          Map.entry(417, "Expectation Failed"),
          Map.entry(422, "Unprocessable Entity"),
          Map.entry(429, "Too Many Requests"),
          Map.entry(431, "Request Header Fields Too Large"),
          Map.entry(500, "Internal Server Error"),
          Map.entry(501, "Not Implemented"),
          Map.entry(502, "Bad Gateway"),
          Map.entry(503, "Service Unavailable"),
          Map.entry(505, "HTTP Version Not Supported"));

  /**
   * The JDK's {@code RFC_1123_DATE_TIME} writes the days 1 to 9 with one digit.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110, dates</a>
   */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private ResponseWriter() {}

  /**
   * Writes a response, and returns whether the connection can be used again.
   *
   * @param isHead whether it answers a HEAD request: its headers are written and its body is not
   * @param isChunkable whether the client understands chunks
   * @param keepsAlive whether the client and the server want to use the connection again
   * @param now for the {@code Date} header
   */
  static boolean write(
      OutputStream out,
      OutgoingResponse response,
      boolean isHead,
      boolean isChunkable,
      boolean keepsAlive,
      Instant now)
      throws IOException, InterruptedException {
    boolean isStream = response.body() instanceof OutgoingResponse.Stream;
    boolean isKept = keepsAlive && (!isStream || isChunkable);
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(response.status()).append(' ');
    head.append(PHRASES.getOrDefault(response.status(), "Unknown")).append("\r\n");
    for (HeaderFields.Field field : response.headers().without(OWN).fields()) {
      line(head, field.name(), field.value());
    }
    line(head, "Date", DATE.format(now));
    line(head, "Connection", isKept ? "keep-alive" : "close");
    boolean hasBody = !isHead && response.mayHaveBody();
    if (response.body() instanceof MessageBytes body) {
      if (response.mayHaveBody()) {
        line(head, "Content-Length", String.valueOf(body.length()));
      }
      out.write(whole(head, hasBody ? body.bytes() : new byte[0]));
    } else if (response.body() instanceof OutgoingResponse.Stream body) {
      stream(out, head, body, hasBody, isChunkable);
    }
    out.flush();
    return isKept;
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  /** In one piece, which the system sends at once. */
  private static byte[] whole(StringBuilder head, byte[] body) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream(head.length() + body.length + 2);
    whole.writeBytes(bytes(head.append("\r\n")));
    whole.writeBytes(body);
    return whole.toByteArray();
  }

  private static byte[] bytes(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void stream(
      OutputStream out,
      StringBuilder head,
      OutgoingResponse.Stream body,
      boolean hasBody,
      boolean isChunkable)
      throws IOException, InterruptedException {
    if (isChunkable && hasBody) {
      line(head, "Transfer-Encoding", "chunked");
    }
    out.write(bytes(head.append("\r\n")));
    if (!hasBody) {
      return;
    }
    if (!isChunkable) {
      body.writeTo(out);
      return;
    }
    try (ChunkedOutput chunks = new ChunkedOutput(out)) {
      body.writeTo(chunks);
      chunks.finish();
    }
  }

  /** Writes what is flushed as one chunk. */
  private static final class ChunkedOutput extends OutputStream {
    private static final int MOST = 1 << 14;

    private final OutputStream out;
    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();

    ChunkedOutput(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      chunk.write(bytes, offset, length);
      if (chunk.size() >= MOST) {
        flush();
      }
    }

    @Override
    public void flush() throws IOException {
      if (chunk.size() > 0) {
        chunk.writeBytes(bytes("\r\n"));
        int length = chunk.size() - 2;
        out.write(bytes(Integer.toHexString(length) + "\r\n"));
        out.write(chunk.toByteArray());
        chunk.reset();
      }
      out.flush();
    }

    /** Not at close: a body that failed half-way must not look whole. */
    void finish() throws IOException {
      flush();
      out.write(bytes("0\r\n\r\n"));
      out.flush();
    }
  }
}
