package dev.chirp.selfcontained;

import dev.chirp.core.ChirpException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs the JDK's own commands. */
final class Commands {
  private static final int SHOWN = 20;
  private static final int MINUTES = 5;

  private Commands() {}

  /**
   * Runs it to its end.
   *
   * @return what it printed
   * @throws ChirpException with what it printed, when it fails or does not end within five minutes
   */
  static String run(Path directory, List<String> command) {
    String name = Path.of(command.get(0)).getFileName().toString();
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      try {
        process.getOutputStream().close();
        String printed =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
          throw failed(name, "did not end", printed);
        }
        if (process.exitValue() != 0) {
          throw failed(name, "ended with status " + process.exitValue(), printed);
        }
        return printed;
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw ChirpException.execution("'%s' could not be run: %s".formatted(name, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + name + " ran", e);
    }
  }

  private static ChirpException failed(String name, String how, String printed) {
    String lines =
        printed.lines().limit(SHOWN).map(line -> "\n  " + line).collect(Collectors.joining());
    return ChirpException.project("'%s' %s:%s".formatted(name, how, lines));
  }
}
