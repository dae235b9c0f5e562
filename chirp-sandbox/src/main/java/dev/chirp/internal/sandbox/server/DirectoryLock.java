package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.OwnerOnly;
import dev.chirp.internal.core.ProcessLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** One sandbox for one directory, among all processes of the machine. */
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

  /** The lock, unless this process or another one has it. */
  static Optional<DirectoryLock> of(Path directory) {
    try {
      // Others may look into target, which a build fills with more than this.
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
   * Whether the file is the one that was locked. {@code mvn clean} removes it, and then another
   * sandbox may make its own in the same place and lock that.
   */
  boolean isThere() {
    try {
      return file().equals(file);
    } catch (IOException e) {
      return false;
    }
  }

  /** Which file it is; nothing where files have no keys: there nobody removes an open one. */
  private Optional<Object> file() throws IOException {
    return Optional.ofNullable(
        Files.readAttributes(directory.resolve(FILE), BasicFileAttributes.class).fileKey());
  }

  @Override
  public void close() {
    lock.close();
  }
}
