package dev.chirp.runtime.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An answer on its way: whole before the first byte of it leaves, and never larger than allowed.
 */
public final class AnswerBuffer extends OutputStream {

  /**
   * Bytes that Lambda carries as a synchronous answer.
   * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
   */
  public static final int MAX_BYTES = 6_291_556;

  private static final byte[] NOTHING = {};

  private final int limit;
  private byte[] bytes = NOTHING;
  private int length;

  public AnswerBuffer() {
    this(MAX_BYTES);
  }

  AnswerBuffer(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int count) throws IOException {
    if (count > limit - length) {
      throw new IOException(
          "The answer is larger than " + limit + " bytes, the most that Lambda carries");
    }
    int needed = length + count;
    if (needed > bytes.length) {
      // Small answers arrive in one piece: then this is exactly what is needed.
      bytes = Arrays.copyOf(bytes, length == 0 ? needed : Math.max(needed, bytes.length * 2));
    }
    System.arraycopy(source, offset, bytes, length, count);
    length = needed;
  }

  /** Sends everything in one write. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  public String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
