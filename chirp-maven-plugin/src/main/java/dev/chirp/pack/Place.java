package dev.chirp.pack;

import dev.chirp.core.ChirpException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A place that Lambda loads classes from: the root of the zip, or a jar under {@code lib/}.
 *
 * @param name where in the zip: empty for the root, {@code lib/greeting-1.0.jar}
 * @param path a folder or a jar on this machine
 */
record Place(String name, Path path) {
  /** What the JVM reads instead of a letter that the locale does not have. */
  private static final String UNREADABLE = "\uFFFD";

  /** Opens a file of a place. */
  interface Content {
    InputStream open() throws IOException;
  }

  /** Looks at one file of a place. */
  interface Visitor {
    void visit(String name, Content content) throws IOException;
  }

  /** Whether it is made from the build's own classes, and not by others. */
  boolean isOwn() {
    return Files.isDirectory(path);
  }

  /** As messages name it. */
  String inWords() {
    return name.isEmpty() ? path.toString() : name;
  }

  /** A file of this place, as messages and {@code <packageAllow>} name it. */
  String nameOf(String file) {
    return name.isEmpty() ? file : name + "!/" + file;
  }

  /** Shows every file to the visitor, a folder's in the order of their names' bytes. */
  void visit(Visitor visitor) {
    try {
      if (isOwn()) {
        for (Item item : files(path, "")) {
          visitor.visit(item.name(), () -> Files.newInputStream(item.file()));
        }
      } else {
        visitJar(visitor);
      }
    } catch (ZipException e) {
      throw ChirpException.execution("'" + path + "' is no readable jar: " + e.getMessage(), e)
          .withSuggestion("delete the file, and let Maven download or build it again");
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private void visitJar(Visitor visitor) throws IOException {
    try (ZipFile jar = new ZipFile(path.toFile())) {
      for (ZipEntry entry : (Iterable<ZipEntry>) jar.stream().map(ZipEntry.class::cast)::iterator) {
        if (!entry.isDirectory()) {
          visitor.visit(entry.getName(), () -> jar.getInputStream(entry));
        }
      }
    }
  }

  /** All files below a folder, named below the prefix; links are followed, as the JVM does. */
  static List<Item> files(Path folder, String prefix) throws IOException {
    try (Stream<Path> found = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> item(folder, prefix, file))
          .sorted((a, b) -> Item.BY_BYTES.compare(a.name(), b.name()))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Item item(Path folder, String prefix, Path file) {
    StringBuilder name = new StringBuilder(prefix);
    folder.relativize(file).forEach(part -> name.append(part).append('/'));
    name.setLength(name.length() - 1);
    if (name.indexOf(UNREADABLE) >= 0) {
      throw ChirpException.project(
              "The name of the file '" + name + "' cannot be read in this locale.")
          .withSuggestion("LC_ALL=C.UTF-8 mvn chirp:package");
    }
    try {
      boolean stored = name.toString().endsWith(".jar");
      return new Item(name.toString(), file, Files.size(file), stored);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ChirpException unreadable(IOException cause) {
    return ChirpException.execution("'" + path + "' could not be read: " + cause, cause);
  }
}
