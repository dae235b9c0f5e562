package dev.chirp.internal.core;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A Java installation.
 *
 * @param executable its {@code java} command
 * @param release 17, 21, 25; 0 when the installation does not tell
 */
public record JavaHome(Path executable, int release) {

  /** The one this code runs in. */
  public static JavaHome current() {
    return new JavaHome(
        executable(Path.of(System.getProperty("java.home"))), Runtime.version().feature());
  }

  /**
   * That of a toolchain, known by its {@code java} command; its {@code release} file tells its
   * version.
   */
  public static JavaHome of(Path executable) {
    return new JavaHome(executable, release(executable.resolveSibling(Path.of("..", "release"))));
  }

  /**
   * Of this process's Java and those installed beside it, the one of the release, else the next
   * newer.
   */
  public static Optional<JavaHome> atLeast(int release) {
    JavaHome current = current();
    if (current.release() == release) {
      return Optional.of(current);
    }
    List<JavaHome> known = new ArrayList<>(beside(current));
    known.add(current);
    return known.stream()
        .filter(home -> home.release() >= release)
        .min(Comparator.comparingInt(JavaHome::release));
  }

  /** Where it is installed. */
  public Path directory() {
    return executable.resolve(Path.of("..", "..")).normalize();
  }

  /** Another command of it, such as {@code jlink}; empty where it has none of that name. */
  public Optional<Path> tool(String name) {
    String suffix = executable.toString().endsWith(".exe") ? ".exe" : "";
    return Optional.of(executable.resolveSibling(name + suffix)).filter(Files::isExecutable);
  }

  private static List<JavaHome> beside(JavaHome current) {
    List<JavaHome> homes = new ArrayList<>();
    Path parent = Optional.ofNullable(current.directory().getParent()).orElse(Path.of("/"));
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parent)) {
      for (Path sibling : siblings) {
        Path executable = executable(sibling);
        if (Files.isExecutable(executable)) {
          homes.add(of(executable));
        }
      }
    } catch (IOException ignored) {
      // Then there is the current one.
    }
    return homes;
  }

  private static Path executable(Path home) {
    Path windows = home.resolve("bin").resolve("java.exe");
    return Files.exists(windows) ? windows : home.resolve("bin").resolve("java");
  }

  private static int release(Path file) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
      String version =
          properties
              .getProperty("JAVA_VERSION", "0")
              .replace("\"", "")
              .replaceFirst("^1\\.(\\d+).*", "$1"); // Java 8 and before: 1.8.0_402
      return Runtime.Version.parse(version).feature();
    } catch (IOException | IllegalArgumentException ignored) {
      return 0; // it still runs; a class that it cannot load is then reported by itself
    }
  }
}
