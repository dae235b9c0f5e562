package dev.chirp.internal.core;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The output of a use case: one line for each change it makes, and no line per poll. */
public interface Progress {
  /** Prints a change that was made, or a fact that the user needs. */
  void say(String line);

  /** Prints a problem that does not stop the goal. */
  void warn(String line);

  /** Prints what helps to find a fault, with {@code -X} only. */
  void detail(String line);

  /**
   * Prints a failure with its stack trace, with {@code -X} only. The goal goes on, or reports it in
   * one sentence.
   */
  default void detail(String line, Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    detail(line + "\n" + trace);
  }

  /** Prints a problem that does not stop the goal, and its cause with {@code -X}. */
  default void warn(String line, Throwable failure) {
    warn(line);
    detail(line, failure);
  }

  /**
   * Shows how far the goal is, such as {@code Uploading 3.2 of 8.1 MB}. Each text replaces the one
   * before. Without a terminal, nothing is shown.
   */
  void status(String text);

  /**
   * Reports that one of several similar tasks is done. A log gets a line for each; a terminal shows
   * only the count.
   *
   * @param status such as {@code Deployed 3 of 20 functions}
   */
  default void step(String line, String status) {
    say(line);
    status(status);
  }
}
