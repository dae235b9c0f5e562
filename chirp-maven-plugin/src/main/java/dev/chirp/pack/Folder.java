package dev.chirp.pack;

import dev.chirp.core.ChirpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The files of a folder of classes, as the zip names them. */
final class Folder {
  /** What the JVM reads instead of bytes that are no letter in the locale. */
  private static final String UNREADABLE = "\uFFFD";

  private Folder() {}

  /** All files below, sorted by their names' bytes; links are followed, as the JVM does. */
  static List<Item> files(Path folder) {
    try (Stream<Path> found = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return found
          .filter(path -> !Files.isDirectory(path))
          .map(file -> item(folder, file))
          .sorted((a, b) -> Item.BY_BYTES.compare(a.name(), b.name()))
          .toList();
    } catch (UncheckedIOException e) {
      throw ReadFailure.of(
          folder, Optional.ofNullable(e.getCause()).orElseGet(() -> new IOException(e)));
    } catch (IOException e) {
      throw ReadFailure.of(folder, e);
    }
  }

  private static Item item(Path folder, Path file) {
    StringBuilder name = new StringBuilder();
    folder.relativize(file).forEach(part -> name.append(part).append('/'));
    name.setLength(name.length() - 1);
    checkName(name.toString());
    if (!Files.isRegularFile(file)) {
      throw ChirpException.project(
          Files.isSymbolicLink(file) && !Files.exists(file)
              ? "'" + file + "' is a link to a file that does not exist."
              : "'" + file + "' is neither a file nor a folder.");
    }
    try {
      boolean stored = name.toString().endsWith(".jar");
      return new Item(name.toString(), file, Files.size(file), stored);
    } catch (IOException e) {
      throw ReadFailure.of(file, e);
    }
  }

  private static void checkName(String name) {
    if (name.contains("\\")) {
      throw ChirpException.project(
          "The name of the file '"
              + name
              + "' has a backslash, which unzipping makes a folder of.");
    }
    if (name.contains(UNREADABLE)) {
      String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
      throw charset.equalsIgnoreCase("UTF-8")
          ? ChirpException.project("The name of the file '" + name + "' is not UTF-8: rename it.")
          : ChirpException.project(
                  "The name of the file '" + name + "' cannot be read in this locale.")
              .withSuggestion("export LC_ALL=C.UTF-8");
    }
  }
}
