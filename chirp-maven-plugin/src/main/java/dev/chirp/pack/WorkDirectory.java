package dev.chirp.pack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder beside the zip, of which nothing is left whether the zip was written or not. */
record WorkDirectory(Path path) implements AutoCloseable {
  static WorkDirectory beside(Path zip) throws IOException {
    Path folder = zip.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    return new WorkDirectory(Files.createTempDirectory(folder, ".package"));
  }

  Path file(String name) {
    return path.resolve(name);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(path);
  }
}
