package dev.chirp.sandbox.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The content of an {@code aws-chunked} body: each chunk has its length in hexadecimal, perhaps a
 * signature, and trailing headers follow the last.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html">Chunked
 *     uploads</a>
 */
final class AwsChunkedStream extends InputStream {
  private final InputStream in;
  private long left;
  private boolean started;
  private boolean ended;

  AwsChunkedStream(InputStream in) {
    this.in = in;
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
      throw new EOFException("The body ends within a chunk.");
    }
    left -= read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (started) {
      line(); // the end of the chunk before
    }
    started = true;
    String header = line();
    left = Long.parseLong(header.replaceFirst(";.*", "").strip(), 16);
    if (left == 0) {
      ended = true;
      in.readAllBytes(); // trailing checksums
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("The body ends within a chunk's header.");
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.US_ASCII).strip();
  }
}
