package dev.chirp.sandbox.lambda.run;

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
 * @param release such as 21
 */
record JavaHome(Path directory, int release) {

  /** This process's own. */
  static JavaHome current() {
    return new JavaHome(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /**
   * Of this process's Java and those installed beside it, the one of the release; else the next
   * newer; else this process's.
   */
  static JavaHome closest(int release) {
    JavaHome current = current();
    if (current.release() == release) {
      return current;
    }
    List<JavaHome> known = new ArrayList<>(beside(current));
    known.add(current);
    return known.stream()
        .filter(home -> home.release() >= release)
        .min(Comparator.comparingInt(JavaHome::release))
        .orElse(current);
  }

  Path java() {
    return directory.resolve("bin").resolve("java");
  }

  private static List<JavaHome> beside(JavaHome current) {
    List<JavaHome> homes = new ArrayList<>();
    Path parent = Optional.ofNullable(current.directory().getParent()).orElse(Path.of("/"));
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parent)) {
      for (Path sibling : siblings) {
        read(sibling).ifPresent(homes::add);
      }
    } catch (IOException ignored) {
      // Then there is the current one.
    }
    return homes;
  }

  private static Optional<JavaHome> read(Path directory) {
    Path release = directory.resolve("release");
    if (!Files.isExecutable(directory.resolve("bin").resolve("java")) || !Files.exists(release)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(release)) {
      properties.load(in);
      String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
      return Optional.of(new JavaHome(directory, Runtime.Version.parse(version).feature()));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
