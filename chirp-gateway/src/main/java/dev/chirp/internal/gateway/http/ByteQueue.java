package dev.chirp.internal.gateway.http;

import java.util.Arrays;

/** Bytes that have arrived and are not used yet. It holds no memory while it is empty. */
final class ByteQueue {
  private static final byte[] NOTHING = {};
  private static final byte[] LINE_END = {'\r', '\n'};

  private byte[] bytes = NOTHING;
  private int start;
  private int end;

  int size() {
    return end - start;
  }

  void add(byte[] from, int offset, int length) {
    if (end + length > bytes.length) {
      int size = size();
      byte[] larger = size + length > bytes.length ? new byte[roomFor(size + length)] : bytes;
      System.arraycopy(bytes, start, larger, 0, size);
      bytes = larger;
      start = 0;
      end = size;
    }
    System.arraycopy(from, offset, bytes, end, length);
    end += length;
  }

  private int roomFor(int size) {
    return Math.max(size, Math.min(bytes.length * 2, size + (1 << 20)));
  }

  private byte at(int index) {
    return bytes[start + index];
  }

  /** Takes bytes from the front. */
  byte[] take(int length) {
    byte[] taken = Arrays.copyOfRange(bytes, start, start + length);
    skip(length);
    return taken;
  }

  /** Moves bytes from the front to the end of another queue. */
  void moveTo(ByteQueue other, int length) {
    other.add(bytes, start, length);
    skip(length);
  }

  void skip(int length) {
    start += length;
    if (start == end) {
      bytes = NOTHING;
      start = 0;
      end = 0;
    }
  }

  /** The index of the first line end (CRLF), or -1. */
  int indexOfLineEnd() {
    return indexOf(LINE_END, 0);
  }

  boolean startsWithLineEnd() {
    return size() >= LINE_END.length && isAt(LINE_END, 0);
  }

  /** The index of a pattern, or -1. */
  int indexOf(byte[] pattern, int from) {
    for (int i = from; i + pattern.length <= size(); i++) {
      if (isAt(pattern, i)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isAt(byte[] pattern, int index) {
    for (int i = 0; i < pattern.length; i++) {
      if (at(index + i) != pattern[i]) {
        return false;
      }
    }
    return true;
  }
}
