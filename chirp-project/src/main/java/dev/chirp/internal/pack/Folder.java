package dev.chirp.internal.pack;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder whose files go into a zip. */
record Folder(Path path) {
  /** The character that the JVM reads for bytes that the locale cannot decode. */
  private static final String UNREADABLE = "\uFFFD";

  /**
   * Returns all files below the folder, in the byte order of their names. Follows links, as the JVM
   * does. Refuses a file that cannot go into the zip, because the function would differ without it.
   */
  List<Item> files() {
    try {
      return walk();
    } catch (IOException e) {
      throw NamedFileStream.failure(path, e);
    }
  }

  /** Adds further files by name. The folder's own file wins if both have the same name. */
  List<Item> filesAnd(Map<String, Path> more) {
    SortedMap<String, Item> all = new TreeMap<>(Item.BY_BYTES);
    files().forEach(item -> all.put(item.name(), item));
    more.forEach((name, file) -> all.computeIfAbsent(name, ignored -> item(name, file)));
    return List.copyOf(all.values());
  }

  private List<Item> walk() throws IOException {
    try (Stream<Path> found = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      return found
          .filter(file -> !Files.isDirectory(file))
          .map(this::item)
          .sorted((a, b) -> Item.BY_BYTES.compare(a.name(), b.name()))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Item item(Path file) {
    if (!Files.isRegularFile(file)) {
      throw ChirpException.project(
          (Files.isSymbolicLink(file) && !Files.exists(file)
                  ? "The link '%s' does not point to a file."
                  : "'%s' is neither a file nor a folder.")
              .formatted(file));
    }
    StringBuilder name = new StringBuilder();
    path.relativize(file).forEach(part -> name.append(part).append('/'));
    name.setLength(name.length() - 1);
    checkName(name.toString());
    return item(name.toString(), file);
  }

  private static Item item(String name, Path file) {
    try {
      return new Item(name, file, Files.size(file), name.endsWith(".jar"));
    } catch (IOException e) {
      throw NamedFileStream.failure(file, e);
    }
  }

  private static void checkName(String name) {
    if (name.contains(UNREADABLE)) {
      throw unreadable(name);
    }
    if (name.indexOf('\\') >= 0) {
      throw ChirpException.project(
              "The name of the file '%s' has a '\\', which unzip tools may treat as a '/'."
                  .formatted(name))
          .withSuggestion("rename the file");
    }
  }

  private static ChirpException unreadable(String name) {
    Charset locale =
        Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name()));
    return locale.equals(StandardCharsets.UTF_8)
        ? ChirpException.project("The name of the file '" + name + "' is not valid UTF-8.")
            .withSuggestion("rename the file")
        : ChirpException.project(
                "The name of the file '" + name + "' cannot be read in this locale.")
            .withSuggestion("export LC_ALL=C.UTF-8, and the same command again");
  }
}
