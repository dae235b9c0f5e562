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
import java.util.regex.Pattern;

/**
 * A Java installation.
 *
 * @param executable its {@code java} command
 * @param release 17, 21, 25; 0 if it is unknown
 */
public record JavaHome(Path executable, int release) {
  /** The javac messages for {@code --release}, and for {@code -source} and {@code -target}. */
  private static final Pattern TOO_NEW =
      Pattern.compile(
          "release version (\\d+) not supported|invalid (?:source|target) release: (\\d+)");

  /** The installation that runs this code. */
  public static JavaHome current() {
    return new JavaHome(
        executable(Path.of(System.getProperty("java.home"))), Runtime.version().feature());
  }

  /**
   * The installation of a {@code java} command, such as a toolchain's. Its {@code release} file has
   * the version.
   */
  public static JavaHome of(Path executable) {
    return new JavaHome(executable, release(executable.resolveSibling(Path.of("..", "release"))));
  }

  /**
   * The installation with the lowest release that is at least this one, among this process's Java
   * and those installed beside it.
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

  /**
   * The suggestion for code that this process's compiler is too old for.
   *
   * @param reason what the compiler said
   */
  public static Optional<String> suggestionFor(String reason) {
    return TOO_NEW
        .matcher(reason)
        .results()
        .map(found -> Optional.ofNullable(found.group(1)).orElseGet(() -> found.group(2)))
        .map(release -> newer(Integer.parseInt(release)))
        .findFirst();
  }

  private static String newer(int release) {
    return atLeast(release)
        .filter(home -> home.release() > Runtime.version().feature())
        .map(home -> "export JAVA_HOME='" + home.directory() + "'")
        .orElseGet(() -> "-Dmaven.compiler.release=" + Runtime.version().feature());
  }

  /** The folder of the installation. */
  public Path directory() {
    return executable.resolve(Path.of("..", "..")).normalize();
  }

  /**
   * Another command of the installation, such as {@code jlink}; empty if it does not have that
   * command.
   */
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
      // The current installation is still a candidate.
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
      return 0; // it still runs; a class that it cannot load gets its own error message
    }
  }
}
