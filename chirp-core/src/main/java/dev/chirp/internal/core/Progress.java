package dev.chirp.internal.core;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Where a goal says what it does: a line for each change it makes, nothing for each poll. */
public interface Progress {
  /** A change that was made, or a fact that the user acts upon. */
  void say(String line);

  /** Something odd that does not stop the goal. */
  void warn(String line);

  /** What only somebody who looks for a fault wants to read. */
  void detail(String line);

  /**
   * A failure that the goal goes on after, or tells in one sentence: here is all of it, with its
   * stack trace.
   */
  default void detail(String line, Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    detail(line + "\n" + trace);
  }

  /** Something odd that does not stop the goal, and the failure that it comes from. */
  default void warn(String line, Throwable failure) {
    warn(line);
    detail(line, failure);
  }

  /**
   * How far the goal is, such as {@code Uploading 3.2 of 8.1 MB}; each text replaces the one
   * before, and nothing is shown where nobody watches a terminal.
   */
  void status(String text);

  /**
   * One of several like things is done: a line of its own in a log, and for somebody who watches a
   * terminal only how many are.
   *
   * @param status such as {@code Deployed 3 of 20 functions}
   */
  default void step(String line, String status) {
    say(line);
    status(status);
  }
}
