package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.core.Progress;
import java.io.PrintStream;

/** Progress on a terminal: a line for each measurement, and a status that is rewritten in place. */
record TerminalStatus(PrintStream out) implements Progress {
  private static final String CLEAR = "\r\u001b[K";

  @Override
  public void say(String line) {
    out.println(CLEAR + line);
  }

  @Override
  public void warn(String line) {
    say(line);
  }

  @Override
  public void detail(String line) {
    // details are not needed here
  }

  @Override
  public void status(String text) {
    out.print(CLEAR + text);
    out.flush();
  }
}
