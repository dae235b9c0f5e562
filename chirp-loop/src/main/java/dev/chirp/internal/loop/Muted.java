package dev.chirp.internal.loop;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Discards output during warm-up and passes it on afterward, so that a logging library that holds
 * this stream works on.
 */
final class Muted extends OutputStream {
  private final PrintStream target;
  private volatile boolean silent = true;

  private Muted(PrintStream target) {
    this.target = target;
  }

  static Muted of(PrintStream target) {
    return new Muted(target);
  }

  PrintStream stream() {
    return new PrintStream(this, true, StandardCharsets.UTF_8);
  }

  void end() {
    silent = false;
  }

  @Override
  public void write(int b) {
    if (!silent) {
      target.write(b);
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    if (!silent) {
      target.write(bytes, offset, length);
    }
  }

  @Override
  public void flush() {
    if (!silent) {
      target.flush();
    }
  }
}
