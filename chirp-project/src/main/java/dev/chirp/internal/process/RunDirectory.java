package dev.chirp.internal.process;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.core.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of one run. Only its owner can read it, because responses contain secrets. It is
 * deleted when the run ends or this process is interrupted, and the function's process is killed
 * with it.
 */
public final class RunDirectory implements AutoCloseable {
  /** The age at which a folder without a running owner is abandoned. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  /** A process id and a random part. */
  private static final Pattern OWNER = Pattern.compile("(\\d{1,18})-.*");

  private static final int ATTEMPTS = 20;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Path path;
  private final Thread atExit = new Thread(this::abandon, "chirp-run-directory");
  private volatile ProcessHandle process = ProcessHandle.current();

  /**
   * Creates the folder, and deletes abandoned folders of the same kind.
   *
   * @param path its name starts with the kind; with {@link #name}, it outlives a day
   * @param kind the beginning of such folders' names, up to a hyphen: {@code invoke}
   */
  public RunDirectory(Path path, String kind) throws IOException {
    this.path = path;
    try {
      Files.createDirectories(path.resolveSibling("."));
      sweep(kind + "-");
      Files.createDirectory(path, OwnerOnly.folder(path));
    } catch (FileSystemException e) {
      throw ChirpException.project(
          "The folder '%s' is not writable, but each run creates a folder in it."
              .formatted(path.getParent()),
          e);
    }
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** A new name for the folder of a run that may take longer than a day. */
  public static String name(String kind) {
    return "%s-%d-%s".formatted(kind, ProcessHandle.current().pid(), UUID.randomUUID());
  }

  /** True if the name says which process the folder is of, and that process runs. */
  private static boolean hasRunningOwner(String name, String prefix) {
    Matcher owner = OWNER.matcher(name.substring(prefix.length()));
    return owner.matches()
        && ProcessHandle.of(Long.parseLong(owner.group(1)))
            .filter(ProcessHandle::isAlive)
            .isPresent();
  }

  /** Deletes folders of runs that were killed together with their parent process. */
  private void sweep(String prefix) {
    Instant oldest = Instant.now().minus(ABANDONED);
    try (Stream<Path> folders = Files.list(path.resolveSibling("."))) {
      for (Path folder : (Iterable<Path>) folders::iterator) {
        if (folder.getFileName().toString().startsWith(prefix)
            && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
            && !hasRunningOwner(folder.getFileName().toString(), prefix)
            && Files.getLastModifiedTime(folder).toInstant().isBefore(oldest)) {
          DirectoryTree.delete(folder);
        }
      }
    } catch (IOException | UncheckedIOException ignored) {
      // Another run is deleting them, or a later one will.
    }
  }

  /** Returns the folder. */
  public Path path() {
    return path;
  }

  /** Makes the process end with the folder. */
  public void holds(Process started) {
    process = started.toHandle();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException ignored) {
      abandon(); // the JVM is ending, and the hook may have run before the last file was written
      return;
    }
    try {
      clear();
    } catch (IOException e) {
      throw ChirpException.execution("Files were left in '" + path + "': " + e, e);
    }
  }

  private void abandon() {
    try {
      clear();
    } catch (IOException e) {
      System.err.println("Files were left in '" + path + "': " + e);
    }
  }

  private void clear() throws IOException {
    if (!process.equals(ProcessHandle.current())) {
      process.destroyForcibly();
    }
    for (int attempt = 1; ; attempt++) {
      try {
        DirectoryTree.delete(path);
        return;
      } catch (DirectoryNotEmptyException e) { // another thread still writes to it
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }
}
