package dev.chirp.internal.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Holds the whole response before its first byte is sent, and limits its size. */
public final class ResponseBuffer extends ByteArrayOutputStream {

  /**
   * Lambda's limit for a synchronous response in bytes.
   * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
   */
  public static final int MAX_BYTES = 6_291_556;

  private final int limit;

  public ResponseBuffer() {
    this(MAX_BYTES);
  }

  ResponseBuffer(int limit) {
    // Small responses arrive in one piece: then the buffer gets exactly the size they need.
    super(0);
    this.limit = limit;
  }

  /**
   * Adds bytes.
   *
   * @throws IllegalStateException when the response becomes too large
   */
  @Override
  public synchronized void write(byte[] source, int offset, int length) {
    if (length > limit - count) {
      throw new IllegalStateException(
          "The answer is larger than " + limit + " bytes, the most that Lambda carries");
    }
    super.write(source, offset, length);
  }

  public String text() {
    return toString(StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    return buf;
  }

  int length() {
    return count;
  }
}
