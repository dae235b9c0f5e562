package dev.chirp.internal.loop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The body of a reply that does not announce its length. */
final class Chunks {
  private static final int FIRST = 16 * 1024;

  private byte[] bytes = new byte[FIRST];
  private int length;

  private Chunks() {}

  /**
   * Reads a chunked body. Ignores extensions and trailers, which the loop does not need.
   *
   * @see <a href="https://httpwg.org/specs/rfc9112.html#chunked.encoding">Chunked</a>
   */
  static Body read(Input in) throws IOException {
    Chunks chunks = new Chunks();
    while (true) {
      String line = new String(in.line(), StandardCharsets.ISO_8859_1);
      int semicolon = line.indexOf(';');
      int size = Reply.number((semicolon < 0 ? line : line.substring(0, semicolon)).trim(), 16);
      if (size == 0) {
        Reply.headers(in);
        return chunks.body();
      }
      chunks.grow(size);
      in.read(chunks.bytes, chunks.length, size);
      chunks.length += size;
      if (in.line().length != 0) {
        throw new IOException("a chunk is longer than it says");
      }
    }
  }

  static Body readToTheEnd(Input in) throws IOException {
    Chunks all = new Chunks();
    while (true) {
      all.grow(1);
      int read = in.readSome(all.bytes, all.length, all.bytes.length - all.length);
      if (read < 0) {
        return all.body();
      }
      all.length += read;
    }
  }

  private Body body() {
    return new Body(bytes, length);
  }

  private void grow(int more) throws IOException {
    long needed = (long) length + more;
    if (needed > Integer.MAX_VALUE - 8) {
      throw new IOException("a reply is longer than " + Integer.MAX_VALUE + " bytes");
    }
    if (needed > bytes.length) {
      int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, bytes.length * 2L));
      bytes = Input.copy(bytes, length, capacity);
    }
  }
}
