package dev.chirp.internal.core;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The terminal that this process was started in. */
public final class Terminal {
  /** The process group, counted from the state. */
  private static final int GROUP = 2;

  /** The process group that the terminal belongs to. */
  private static final int FOREGROUND = 5;

  private Terminal() {}

  /** The terminal; empty if input or output is a file, a pipe or another program. */
  public static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Terminal::isTerminal);
  }

  /**
   * True if this process may read from the terminal. On Linux, reading would stop a process that a
   * shell runs in the background; elsewhere the answer is always true.
   */
  public static boolean isInForeground() {
    try {
      String stat = Files.readString(Path.of("/proc/self/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[GROUP].equals(fields[FOREGROUND]);
    } catch (IOException | RuntimeException e) {
      return true;
    }
  }

  /** Java 22 and later have a console even without a terminal. */
  private static boolean isTerminal(Console console) {
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
