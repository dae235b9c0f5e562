package dev.chirp.pack;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A folder beside the zip, of which nothing is left whether the zip was written or not, or Maven
 * was stopped in between.
 */
record WorkDirectory(Path path, Thread atExit) implements AutoCloseable {
  /** As often as a file may come while the others are deleted. */
  private static final int ATTEMPTS = 10;

  static WorkDirectory beside(Path zip) throws IOException {
    Path folder = zip.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path path = Files.createTempDirectory(folder, ".package");
    Thread atExit = new Thread(() -> deleteAtExit(path));
    Runtime.getRuntime().addShutdownHook(atExit);
    return new WorkDirectory(path, atExit);
  }

  Path file(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // the JVM ends, and it runs already
    }
    delete(path);
  }

  /** The thread that packs still runs while the JVM ends. */
  private static void deleteAtExit(Path path) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        delete(path);
        return;
      } catch (DirectoryNotEmptyException ignored) { // a file came meanwhile
      } catch (IOException e) {
        return; // nobody is left to be told
      }
    }
  }

  private static void delete(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
    }
    Files.delete(path);
  }
}
