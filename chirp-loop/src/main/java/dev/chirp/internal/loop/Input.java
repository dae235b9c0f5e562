package dev.chirp.internal.loop;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The input of a connection, by lines and by bytes. For one thread. */
final class Input {
  private static final int BUFFER = 8192;

  /** Longer than the longest header: the client context has at most 3,583 bytes. */
  private static final int MAX_LINE = 1 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;

  Input(InputStream in) {
    this.in = in;
  }

  /** True if there is unread input. */
  boolean hasRest() {
    return at < end;
  }

  /** The next line without its end. Most headers are Latin-1; some are UTF-8. */
  byte[] line() throws IOException {
    byte[] line = new byte[128];
    int length = 0;
    while (true) {
      if (at == end) {
        fill();
      }
      byte next = buffer[at++];
      if (next == '\n') {
        break;
      }
      if (length == MAX_LINE) {
        throw new IOException("a line of a reply is longer than " + MAX_LINE + " bytes");
      }
      if (length == line.length) {
        line = copy(line, length, length * 2);
      }
      line[length++] = next;
    }
    if (length > 0 && line[length - 1] == '\r') {
      length--;
    }
    return copy(line, length, length);
  }

  /** Reads exactly this many bytes. */
  void read(byte[] to, int offset, int count) throws IOException {
    int from = offset;
    int buffered = Math.min(count, end - at);
    System.arraycopy(buffer, at, to, from, buffered);
    at += buffered;
    from += buffered;
    while (from < offset + count) {
      int read = in.read(to, from, offset + count - from);
      if (read < 0) {
        throw closed();
      }
      from += read;
    }
  }

  /** Reads at least one byte and at most this many; returns -1 at the end. */
  int readSome(byte[] to, int offset, int most) throws IOException {
    if (at == end) {
      return in.read(to, offset, most);
    }
    int count = Math.min(most, end - at);
    System.arraycopy(buffer, at, to, offset, count);
    at += count;
    return count;
  }

  private void fill() throws IOException {
    int read = in.read(buffer, 0, BUFFER);
    if (read < 0) {
      throw closed();
    }
    at = 0;
    end = read;
  }

  private static EOFException closed() {
    return new EOFException("the connection was closed");
  }

  static byte[] copy(byte[] from, int length, int capacity) {
    byte[] copy = new byte[capacity];
    System.arraycopy(from, 0, copy, 0, length);
    return copy;
  }
}
