package dev.chirp.testkit;

import dev.chirp.internal.core.ProcessLock;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Tries to lock a file from another process. */
public final class LockProbe {
  private LockProbe() {}

  /** Returns {@code taken} or {@code free}. */
  public static String of(Path file) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LockProbe.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (InputStream printed = process.getInputStream()) {
      return new String(printed.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }

  public static void main(String[] arguments) throws IOException {
    System.out.println(ProcessLock.of(Path.of(arguments[0])).isPresent() ? "free" : "taken");
  }
}
