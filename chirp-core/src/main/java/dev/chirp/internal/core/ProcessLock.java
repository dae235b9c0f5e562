package dev.chirp.internal.core;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * An exclusive file lock among all processes of the machine and all class loaders of this one.
 *
 * <p>On Linux, a process that closes any channel to a file loses its lock on that file, so nothing
 * in the process may even open it a second time. Maven loads a plugin once for each class realm,
 * and each copy has its own static fields. Only the JVM's system properties are common to all of
 * them, so they record which files this process has locked.
 *
 * @see <a
 *     href="https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/nio/channels/FileLock.html">FileLock</a>
 */
public final class ProcessLock implements AutoCloseable {
  private static final String HELD = "dev.chirp.lock.held:";

  private final String property;
  private final FileChannel channel;

  private ProcessLock(String property, FileChannel channel) {
    this.property = property;
    this.channel = channel;
  }

  /**
   * The lock, unless this or another process holds it.
   *
   * @param file created if it is missing; its folder must exist
   * @throws IOException if the file cannot be opened, or its file system has no locks
   */
  public static Optional<ProcessLock> of(Path file) throws IOException {
    Path folder = file.toAbsolutePath().resolveSibling(".").toRealPath();
    String property = HELD + folder.resolve(file.getFileName());
    if (System.getProperties().putIfAbsent(property, "true") != null) {
      return Optional.empty();
    }
    Optional<FileChannel> locked = Optional.empty();
    try {
      locked = locked(file);
      return locked.map(channel -> new ProcessLock(property, channel));
    } finally {
      if (locked.isEmpty()) {
        System.clearProperty(property);
      }
    }
  }

  private static Optional<FileChannel> locked(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException ignored) {
      // Other code in this process holds the lock.
    } finally {
      if (!locked) {
        channel.close();
      }
    }
    return locked ? Optional.of(channel) : Optional.empty();
  }

  /** Releases the lock. Closing it again does nothing. */
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
    System.clearProperty(property);
  }
}
