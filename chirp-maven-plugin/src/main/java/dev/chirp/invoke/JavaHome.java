package dev.chirp.invoke;

import dev.chirp.core.ChirpException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The JVM that runs functions.
 *
 * @param release 17, 21, 25; 0 when the JVM does not tell
 */
public record JavaHome(Path executable, int release) {

  /** The JVM this code runs in. */
  public static JavaHome current() {
    return new JavaHome(
        executable(Path.of(System.getProperty("java.home"))), Runtime.version().feature());
  }

  /**
   * The JVM of a toolchain, known by its {@code java} command; its {@code release} file tells its
   * version.
   */
  public static JavaHome of(Path executable) {
    return new JavaHome(executable, release(executable.resolveSibling(Path.of("..", "release"))));
  }

  private static Path executable(Path home) {
    Path windows = home.resolve("bin").resolve("java.exe");
    return Files.exists(windows) ? windows : home.resolve("bin").resolve("java");
  }

  private static int release(Path file) {
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("JAVA_VERSION=")) {
          return Runtime.Version.parse(line.substring("JAVA_VERSION=".length()).replace("\"", ""))
              .feature();
        }
      }
    } catch (IOException | IllegalArgumentException ignored) {
      // a JVM without that file still runs; a class it cannot load is then reported by itself
    }
    return 0;
  }

  /** Refuses a function that this JVM cannot load. */
  void check(String function, int compiledFor) {
    if (release != 0 && compiledFor > release) {
      throw ChirpException.project(
              "Function '%s' is compiled for Java %d, but the JVM that runs it is Java %d (%s)."
                  .formatted(function, compiledFor, release, executable))
          .withSuggestion(
              "mvn clean compile chirp:invoke -Dfunction=%s -Dmaven.compiler.release=%d"
                  .formatted(function, release));
    }
  }
}
