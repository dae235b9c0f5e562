package dev.chirp.internal.loop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The first bytes of an array that may be longer, which saves a copy of up to 6 MB. */
final class Body {
  static final Body NOTHING = new Body(new byte[0], 0);

  private final byte[] bytes;
  private final int length;

  Body(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  static Body of(byte[] bytes) {
    return new Body(bytes, bytes.length);
  }

  int length() {
    return length;
  }

  InputStream stream() {
    return new ByteArrayInputStream(bytes, 0, length);
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  void copyTo(byte[] to, int offset) {
    System.arraycopy(bytes, 0, to, offset, length);
  }
}
