package dev.chirp.internal.loop;

import java.io.OutputStream;

/**
 * What a handler writes, until it has returned: what it leaves behind and goes on writing reaches
 * nobody. Safe for the threads of a handler.
 */
final class HandlerOutput extends OutputStream {
  /** Larger memory is not kept for the next answer. */
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

  /** An empty one in the memory of this one, unless that is large. */
  synchronized HandlerOutput next() {
    finished = true;
    return bytes.length > KEPT ? first() : new HandlerOutput(bytes);
  }

  /** Ends it. */
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
      throw new OutOfMemoryError("An answer of " + needed + " bytes");
    }
    if (needed > bytes.length) {
      int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, bytes.length * 2L));
      bytes = Input.copy(bytes, length, capacity);
    }
  }
}
