package dev.chirp.internal.pack;

import dev.chirp.internal.core.ProcessLock;
import dev.chirp.internal.core.Time;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A temporary folder beside the zip, deleted whether or not the zip was written. The next run
 * deletes what a killed JVM left behind. Folders in use are locked.
 */
record WorkDirectory(Path path, Optional<ProcessLock> lock) implements AutoCloseable {
  private static final String PREFIX = ".package";
  private static final String LOCK = "lock";

  /** The most time between creating a folder and locking it. */
  private static final Duration UNLOCKED = Duration.ofMinutes(1);

  static WorkDirectory beside(Path zip) throws IOException {
    Path folder = Files.createDirectories(zip.toAbsolutePath().getParent());
    deleteLeft(folder);
    Path path = Files.createTempDirectory(folder, PREFIX);
    return new WorkDirectory(path, lock(path));
  }

  Path file(String name) {
    return path.resolve(name);
  }

  private static void deleteLeft(Path folder) throws IOException {
    List<Path> others = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, PREFIX + "*")) {
      found.forEach(others::add);
    }
    others.forEach(WorkDirectory::deleteIfLeft);
  }

  /** Deletes a folder if possible. Another JVM may be deleting it too. */
  private static void deleteIfLeft(Path other) {
    try {
      if (isLeft(other)) {
        delete(other);
      }
    } catch (IOException ignored) {
      // The next run deletes it.
    }
  }

  private static boolean isLeft(Path folder) throws IOException {
    if (Files.getLastModifiedTime(folder).toInstant().isAfter(Time.SYSTEM.now().minus(UNLOCKED))) {
      return false;
    }
    if (!Files.exists(folder.resolve(LOCK))) {
      return true;
    }
    Optional<ProcessLock> lock = lock(folder);
    lock.ifPresent(ProcessLock::close);
    return lock.isPresent();
  }

  /** Locks the folder. On a file system without locks, every folder counts as in use. */
  private static Optional<ProcessLock> lock(Path folder) {
    try {
      return ProcessLock.of(folder.resolve(LOCK));
    } catch (IOException ignored) {
      return Optional.empty();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  @Override
  public void close() throws IOException {
    lock.ifPresent(ProcessLock::close);
    delete(path);
  }
}
