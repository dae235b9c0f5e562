package dev.chirp.internal.sandbox.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The content of an {@code aws-chunked} body: each chunk starts with its length in hexadecimal and
 * perhaps a signature; trailing headers follow the last chunk. Any other form is refused.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Chunked
 *     uploads</a>
 */
public final class AwsChunkedStream extends InputStream {
  /** Longer than any chunk header or trailer, in bytes. */
  private static final int MAX_LINE = 8192;

  private static final int MAX_TRAILERS = 16;

  private final InputStream in;
  private final Map<String, String> trailers = new LinkedHashMap<>();
  private long left;
  private boolean started;
  private boolean ended;

  public AwsChunkedStream(InputStream in) {
    this.in = in;
  }

  /** The trailing headers, names in lower case; empty until the content has been read. */
  public Map<String, String> trailers() {
    return Map.copyOf(trailers);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(left, length));
    if (read < 0) {
      throw incomplete();
    }
    left -= read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (started && !line().isEmpty()) {
      throw malformed("A chunk is longer than its header says.");
    }
    started = true;
    String size = line().replaceFirst(";.*", "").strip();
    if (!size.matches("[0-9a-fA-F]{1,15}")) {
      throw malformed("A chunk's size is not a hexadecimal number.");
    }
    left = Long.parseLong(size, 16);
    if (left == 0) {
      ended = true;
      readTrailers();
    }
  }

  /** Reads up to an empty line, or the end of the body: some clients omit the empty line. */
  private void readTrailers() throws IOException {
    for (String line = lineOrEnd(); !line.isEmpty(); line = lineOrEnd()) {
      int colon = line.indexOf(':');
      if (colon < 1 || trailers.size() == MAX_TRAILERS) {
        throw new AwsError(
            400,
            "MalformedTrailerError",
            "The request contained trailing data that was not well-formed or did not conform to our published schema.");
      }
      trailers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
  }

  private String line() throws IOException {
    return line(false);
  }

  private String lineOrEnd() throws IOException {
    return line(true);
  }

  private String line(boolean mayEnd) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 && mayEnd) {
        break;
      }
      if (b < 0) {
        throw incomplete();
      }
      if (line.size() == MAX_LINE) {
        throw malformed("A chunk's header is too long.");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }

  private static AwsError incomplete() {
    return new AwsError(400, "IncompleteBody", "The request body terminated unexpectedly");
  }

  private static AwsError malformed(String message) {
    return new AwsError(400, "InvalidArgument", message);
  }
}
