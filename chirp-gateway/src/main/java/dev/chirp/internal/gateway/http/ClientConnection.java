package dev.chirp.internal.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One client's connection. The server's selecting thread reads from it until a request is whole;
 * then one other thread writes the response. Never both at once.
 */
final class ClientConnection {
  /** The selecting thread's use of the connection. */
  enum Phase {
    /** Waits for the first byte of a request. */
    IDLE,
    /** Reads a request. */
    ARRIVING,
    /** Belongs to the thread that answers. */
    ANSWERING,
    /** Drops what a refused client still sends, so that it reads why. */
    DRAINING,
    /** Ends: the server closes the connection. */
    CLOSED
  }

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** Bytes that a client must take within the time for writing. */
  private static final int PART = 1 << 16;

  private static final Duration DRAIN = Duration.ofSeconds(2);

  private final SocketChannel channel;
  private final RequestParser parser;
  private final ServerLimits limits;
  private Phase phase = Phase.IDLE;
  private volatile long deadline;
  private long held;

  ClientConnection(SocketChannel channel, RequestParser parser, ServerLimits limits) {
    this.channel = channel;
    this.parser = parser;
    this.limits = limits;
    this.deadline = after(limits.idle());
  }

  private static long after(Duration time) {
    return System.nanoTime() + time.toNanos();
  }

  SocketChannel channel() {
    return channel;
  }

  RequestParser parser() {
    return parser;
  }

  Phase phase() {
    return phase;
  }

  /** Counts bytes of a request that have arrived. */
  void hold(int length) {
    held += length;
  }

  /** The bytes counted so far, which count no more. */
  long release() {
    long released = held;
    held = 0;
    return released;
  }

  /** True if the client sends or reads too slowly. */
  boolean isLate() {
    long at = deadline;
    return at != Long.MAX_VALUE && at - System.nanoTime() < 0;
  }

  /** Enters a phase, with the time that it may take. */
  void enter(Phase next) {
    if (next == phase && next == Phase.ARRIVING) {
      return; // the time of a whole request
    }
    phase = next;
    deadline =
        switch (next) {
          case IDLE -> after(limits.idle());
          case ARRIVING -> after(limits.arrival());
          case ANSWERING, CLOSED -> Long.MAX_VALUE;
          case DRAINING -> after(DRAIN);
        };
  }

  /** Leaves the connection to the thread that answers. */
  void lend(Selector selector) throws IOException {
    SelectionKey key = channel.keyFor(selector);
    if (key != null) {
      key.cancel();
    }
    channel.configureBlocking(true);
    enter(Phase.ANSWERING);
  }

  /** Tells a client that waits for it to send its body. */
  void sendContinue() throws IOException {
    if (channel.write(ByteBuffer.wrap(CONTINUE)) < CONTINUE.length) {
      throw new IOException("The client does not read");
    }
  }

  /** The stream for a response. The selecting thread closes the connection of a slow reader. */
  OutputStream output() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        while (left.hasRemaining()) {
          deadline = after(limits.write());
          int end = left.limit();
          left.limit(Math.min(end, left.position() + PART));
          channel.write(left);
          left.limit(end);
        }
        deadline = Long.MAX_VALUE;
      }
    };
  }

  /** Ends the output. The client can still read what was sent. */
  void endOutput() throws IOException {
    channel.shutdownOutput();
  }

  void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // It is gone either way.
    }
  }
}
