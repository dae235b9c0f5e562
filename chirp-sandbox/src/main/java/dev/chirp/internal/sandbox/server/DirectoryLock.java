package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.OwnerOnly;
import dev.chirp.internal.core.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** The lock that lets only one sandbox on this machine use a directory. */
final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "lock";

  private final Path directory;
  private final ProcessLock lock;
  private final Optional<Object> file;

  private DirectoryLock(Path directory, ProcessLock lock) throws IOException {
    this.directory = directory;
    this.lock = lock;
    this.file = file();
  }

  /** Takes the lock; empty if this process or another one holds it. */
  static Optional<DirectoryLock> of(Path directory) {
    try {
      // Only the sandbox's folder is private; target also holds other output of the build.
      Files.createDirectories(directory.toAbsolutePath().resolveSibling(".").normalize());
      Path real = OwnerOnly.createFolder(directory).toRealPath();
      Optional<ProcessLock> lock = ProcessLock.of(real.resolve(FILE));
      return lock.isPresent() ? Optional.of(held(real, lock.get())) : Optional.empty();
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot write to '%s'.".formatted(directory), e);
    }
  }

  private static DirectoryLock held(Path directory, ProcessLock lock) throws IOException {
    try {
      return new DirectoryLock(directory, lock);
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }

  /**
   * True if the lock file still exists. {@code mvn clean} deletes it, and then another sandbox may
   * create and lock a new one.
   */
  boolean isIntact() {
    try {
      return file().equals(file);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The identity of the lock file. Empty on systems without file keys, where open files cannot be
   * deleted.
   */
  private Optional<Object> file() throws IOException {
    return Optional.ofNullable(
        Files.readAttributes(directory.resolve(FILE), BasicFileAttributes.class).fileKey());
  }

  @Override
  public void close() {
    lock.close();
  }
}
