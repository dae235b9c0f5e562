package dev.chirp.internal.serve;

import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Terminal;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedCodeSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

/**
 * The keys of {@code chirp:serve} in a terminal, each followed by Enter: {@code r} builds
 * everything again, and {@code q} ends the server.
 */
public final class ConsoleKeys {
  /** The line that says so. */
  private static final String HELP = "Keys: r and Enter to reload, q and Enter to end.";

  private final ServedCodeSource code;
  private final Progress console;
  private volatile boolean isQuit;

  private ConsoleKeys(ServedCodeSource code, Progress console) {
    this.code = code;
    this.console = console;
  }

  /** Listens if Maven runs in a terminal, and not in the background. */
  public static ConsoleKeys listen(ServedCodeSource code, Progress console) {
    ConsoleKeys keys = new ConsoleKeys(code, console);
    Terminal.console()
        .filter(terminal -> Terminal.isInForeground())
        .ifPresent(
            terminal -> {
              console.say(HELP);
              keys.start(terminal.reader());
            });
    return keys;
  }

  /** Listens to this input. */
  static ConsoleKeys listen(Reader input, ServedCodeSource code, Progress console) {
    ConsoleKeys keys = new ConsoleKeys(code, console);
    keys.start(input);
    return keys;
  }

  private void start(Reader input) {
    Thread thread = new Thread(() -> read(new BufferedReader(input)), "chirp-serve-keys");
    thread.setDaemon(true);
    thread.start();
  }

  /** True once the developer has pressed {@code q}. */
  public boolean isQuit() {
    return isQuit;
  }

  private void read(BufferedReader input) {
    try {
      for (String line = input.readLine(); line != null && !isQuit; line = input.readLine()) {
        switch (line.strip()) {
          case "r" -> reload();
          case "q" -> isQuit = true;
          case "" -> {}
          default -> console.say(HELP);
        }
      }
    } catch (IOException e) {
      console.detail("The keys do not work any more.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Builds now rather than at the next request, so that errors show at once. */
  private void reload() throws InterruptedException {
    code.rebuild();
    ServedCode built;
    try {
      built = code.current();
    } catch (RuntimeException e) {
      console.warn("Chirp failed to build the code: " + e, e);
      return;
    }
    if (built instanceof ServedCode.CompileErrors failed) {
      console.warn("The code cannot be served: " + failed.errors());
    } else {
      console.say("Generation %d answers from now on.".formatted(built.number()));
    }
  }
}
