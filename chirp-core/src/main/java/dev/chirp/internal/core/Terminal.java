package dev.chirp.internal.core;

import java.io.Console;
import java.util.Optional;

/** The terminal that this process was started in. */
public final class Terminal {
  private Terminal() {}

  /** The terminal; empty if input or output is a file, a pipe or another program. */
  public static Optional<Console> console() {
    return Optional.ofNullable(System.console()).filter(Terminal::isTerminal);
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
