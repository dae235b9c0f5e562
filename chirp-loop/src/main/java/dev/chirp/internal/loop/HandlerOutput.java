package dev.chirp.internal.loop;

import java.io.OutputStream;

/**
 * The output of a handler. It ignores writes after the handler has returned, such as by a thread
 * that the handler left behind. Safe for the threads of a handler.
 */
final class HandlerOutput extends OutputStream {
  /** A larger buffer is not kept for the next response. */
  private static final int KEPT = 64 * 1024;

  private static final int FIRST = 4096;

  private byte[] bytes;
  private int length;
  private boolean finished;

  private HandlerOutput(byte[] bytes) {
    this.bytes = bytes;
  }

  static HandlerOutput first() {
    return new HandlerOutput(new byte[FIRST]);
  }

  /** An empty output that reuses this buffer, unless it is large. */
  synchronized HandlerOutput next() {
    finished = true;
    return bytes.length > KEPT ? first() : new HandlerOutput(bytes);
  }

  /** Stops accepting output, and returns it. */
  synchronized Body finish() {
    finished = true;
    return new Body(bytes, length);
  }

  synchronized int capacity() {
    return bytes.length;
  }

  @Override
  public synchronized void write(int b) {
    if (!finished) {
      grow(1);
      bytes[length++] = (byte) b;
    }
  }

  @Override
  public synchronized void write(byte[] from, int offset, int count) {
    if (!finished) {
      grow(count);
      System.arraycopy(from, offset, bytes, length, count);
      length += count;
    }
  }

  private void grow(int more) {
    long needed = (long) length + more;
    if (needed > Integer.MAX_VALUE - 8) {
      throw new OutOfMemoryError("A response of " + needed + " bytes");
    }
    if (needed > bytes.length) {
      int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, bytes.length * 2L));
      bytes = Input.copy(bytes, length, capacity);
    }
  }
}
