package dev.chirp.internal.core;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * Progress on a terminal: one status line on stderr, rewritten in place, below the lines of the
 * log.
 */
public final class TerminalProgress implements Progress {
  private static final String CLEAR = "\r\u001b[K";

  /** Faster updates would not be visible. */
  private static final Duration STEP = Duration.ofMillis(100);

  private final Progress lines;
  private final PrintStream terminal;
  private Instant next = Instant.EPOCH;
  private boolean shown;

  TerminalProgress(Progress lines, PrintStream terminal) {
    this.lines = lines;
    this.terminal = terminal;
  }

  /** With a status line on stderr if there is a terminal and its user wants one. */
  public static Progress of(Progress lines, PrintStream stderr, boolean watched) {
    return watched && Terminal.console().isPresent() ? new TerminalProgress(lines, stderr) : lines;
  }

  @Override
  public synchronized void say(String line) {
    clear();
    lines.say(line);
  }

  @Override
  public synchronized void warn(String line) {
    clear();
    lines.warn(line);
  }

  @Override
  public synchronized void detail(String line) {
    clear();
    lines.detail(line);
  }

  @Override
  public synchronized void status(String text) {
    if (text.isEmpty()) {
      clear();
    } else if (!Time.SYSTEM.now().isBefore(next)) {
      show(text);
    }
  }

  /** Shows every step, even in quick succession, because the last one may stay visible for long. */
  @Override
  public synchronized void step(String line, String status) {
    show(status);
  }

  private void show(String text) {
    next = Time.SYSTEM.now().plus(STEP);
    terminal.print(CLEAR + text);
    terminal.flush();
    shown = true;
  }

  private void clear() {
    if (shown) {
      terminal.print(CLEAR);
      terminal.flush();
      shown = false;
      next = Instant.EPOCH;
    }
  }
}
