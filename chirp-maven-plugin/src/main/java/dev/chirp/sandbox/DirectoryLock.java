package dev.chirp.sandbox;

import dev.chirp.core.ChirpException;
import dev.chirp.core.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** One sandbox for one directory, among all processes of the machine. */
final class DirectoryLock implements AutoCloseable {
  private static final String FILE = "lock";

  /**
   * Begins the names of the system properties that say which directories this process holds. On
   * Linux a process that closes any channel to a file loses its lock on that file, so nothing in
   * the process may even open it a second time. Maven loads a plugin once for each class realm, and
   * each has statics of its own: only the JVM's properties are common to all of them.
   *
   * @see <a
   *     href="https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/nio/channels/FileLock.html">FileLock</a>
   */
  private static final String HELD = "dev.chirp.sandbox.held:";

  private final Path directory;
  private final FileChannel channel;
  private final Optional<Object> file;

  private DirectoryLock(Path directory, FileChannel channel) throws IOException {
    this.directory = directory;
    this.channel = channel;
    this.file = file();
  }

  /** The lock, unless this process or another one has it. */
  static Optional<DirectoryLock> of(Path directory) {
    try {
      // Others may look into target, which a build fills with more than this.
      Files.createDirectories(directory.toAbsolutePath().resolveSibling(".").normalize());
      Path real = OwnerOnly.createFolder(directory).toRealPath();
      if (System.getProperties().putIfAbsent(HELD + real, "true") != null) {
        return Optional.empty();
      }
      Optional<DirectoryLock> lock = Optional.empty();
      try {
        lock = opened(real);
        return lock;
      } finally {
        if (lock.isEmpty()) {
          System.clearProperty(HELD + real);
        }
      }
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot write to '%s'.".formatted(directory), e);
    }
  }

  private static Optional<DirectoryLock> opened(Path directory) throws IOException {
    FileChannel channel =
        FileChannel.open(
            directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? Optional.of(new DirectoryLock(directory, channel)) : Optional.empty();
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
    if (!channel.isOpen()) {
      return;
    }
    try {
      channel.close();
    } catch (IOException ignored) {
      // The lock ends with the process at the latest.
    }
    System.clearProperty(HELD + directory);
  }
}
