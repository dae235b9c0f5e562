package dev.chirp.internal.pack;

import dev.chirp.internal.core.ChirpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A location that Lambda loads classes from: the root of the zip, or a jar under {@code lib/}.
 *
 * @param name its path in the zip: empty for the root, {@code lib/greeting-1.0.jar}
 * @param path a folder or a jar on this machine
 * @param own whether this build creates it
 * @param files the files of a folder; empty for a jar
 */
record CodeSource(String name, Path path, boolean own, List<Item> files) {

  /** Opens a file of a code source. */
  interface Content {
    InputStream open() throws IOException;
  }

  /** Visits the files of a code source. */
  interface Visitor {
    void visit(String name, Content content) throws IOException;
  }

  static CodeSource of(String name, Path path, boolean own) {
    return new CodeSource(
        name, path, own, Files.isDirectory(path) ? new Folder(path).files() : List.of());
  }

  boolean isRoot() {
    return name.isEmpty();
  }

  boolean isFolder() {
    return isRoot() || Files.isDirectory(path);
  }

  /** Returns its name for messages. */
  String inWords() {
    return isRoot() ? path.toString() : name;
  }

  /** Returns a file's name for messages and {@code <packageAllow>}. */
  String nameOf(String file) {
    return isRoot() ? file : name + "!/" + file;
  }

  /** Visits every file. A folder's files come in the byte order of their names. */
  void visit(Visitor visitor) {
    try {
      if (isFolder()) {
        for (Item item : files) {
          visitor.visit(item.name(), () -> NamedFileStream.of(item.file()));
        }
      } else {
        visitJar(visitor);
      }
    } catch (ZipException e) {
      throw ChirpException.execution("'" + path + "' is not a readable jar: " + e.getMessage(), e)
          .withSuggestion("delete the file, and let Maven download or build it again");
    } catch (IOException e) {
      throw NamedFileStream.failure(path, e);
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
}
