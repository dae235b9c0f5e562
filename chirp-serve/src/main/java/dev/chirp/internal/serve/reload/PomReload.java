package dev.chirp.internal.serve.reload;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedCodeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The code of a project whose POMs may change too. After such a change Maven reads the project
 * again, and a new {@link Reload} takes over, with other class paths, settings and functions.
 */
public final class PomReload implements ServedCodeSource {
  private final Reader reader;
  private final Path directory;
  private final AtomicLong arrivals = new AtomicLong();

  /** Requests share it for reading. The one that has Maven read the project holds it alone. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** Folders of earlier readings, with the number of the last code that used them. */
  private final Map<Path, Long> replaced = new HashMap<>();

  private Map<Path, String> poms;
  private Path folder;
  private volatile Reload reload;
  private Optional<ServedCode.CompileErrors> failure = Optional.empty();

  /** The last request that had arrived when the newest reading began. */
  private long readFor;

  private int readings;

  /** Reads a project again. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads and compiles the project.
     *
     * @throws ChirpException if its POMs cannot be read, or its code does not compile
     */
    SourceProject read() throws InterruptedException;
  }

  /**
   * Starts with a project that was compiled a moment ago.
   *
   * @param directory an existing folder for the classes of all generations
   */
  public PomReload(SourceProject project, Reader reader, Path directory) throws IOException {
    this.reader = reader;
    this.directory = directory;
    this.poms = contents(project.poms());
    this.folder = newFolder();
    this.reload = new Reload(project, folder, 0);
  }

  /** The content of each file, one character for each byte. */
  private static Map<Path, String> contents(Collection<Path> files) {
    Map<Path, String> contents = new HashMap<>();
    for (Path file : files) {
      try {
        contents.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        contents.put(file, ""); // it is not there, or Maven will say why it cannot be read
      }
    }
    return contents;
  }

  private Path newFolder() throws IOException {
    readings++;
    return Files.createDirectory(directory.resolve("reading-" + readings));
  }

  @Override
  public ServedCode current() throws InterruptedException {
    long arrival = arrivals.incrementAndGet();
    while (true) {
      Optional<ServedCode> code = withoutMaven();
      if (code.isPresent()) {
        return code.get();
      }
      lock.writeLock().lockInterruptibly();
      try {
        boolean isFailedSince = failure.isPresent() && readFor >= arrival;
        if (!isFailedSince && isBehind()) {
          read();
        }
        if (failure.isPresent()) {
          return failure.get();
        }
      } finally {
        lock.writeLock().unlock();
      }
    }
  }

  /** Returns the code, unless Maven has to read the project again. */
  private Optional<ServedCode> withoutMaven() throws InterruptedException {
    lock.readLock().lockInterruptibly();
    try {
      if (isBehind()) {
        return Optional.empty();
      }
      ServedCode code = reload.current();
      return isBehind() ? Optional.empty() : Optional.of(code);
    } finally {
      lock.readLock().unlock();
    }
  }

  private boolean isBehind() {
    return failure.isPresent() || reload.needsMaven() || !contents(poms.keySet()).equals(poms);
  }

  private void read() throws InterruptedException {
    readFor = arrivals.get();
    Map<Path, String> before = contents(poms.keySet());
    long number = failure.map(ServedCode::number).orElseGet(reload::number);
    if (before.equals(poms) && !reload.needsMaven()) {
      failure = Optional.empty(); // the change is undone
      reload.rebuild(number);
      return;
    }
    try {
      SourceProject project = reader.read();
      Map<Path, String> read = contents(project.poms());
      before.keySet().retainAll(read.keySet());
      read.putAll(before); // a change since then is read next
      Path next = newFolder();
      Reload started = new Reload(project, next, number);
      synchronized (replaced) {
        replaced.put(folder, number);
      }
      poms = read;
      folder = next;
      reload = started;
      failure = Optional.empty();
    } catch (ChirpException e) {
      failure =
          Optional.of(new ServedCode.CompileErrors(number + 1, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      failure =
          Optional.of(
              new ServedCode.CompileErrors(
                  number + 1, "The compiled classes could not be copied: " + e));
    }
  }

  /** Builds once into the void, as {@link Reload#warmUp} does. */
  public void warmUp() {
    reload.warmUp();
  }

  @Override
  public void ended(long number) {
    reload.ended(number);
    synchronized (replaced) {
      replaced.entrySet().removeIf(old -> old.getValue() <= number && delete(old.getKey()));
    }
  }

  /** Returns whether the folder is gone. If not, it is deleted when the server ends. */
  private static boolean delete(Path folder) {
    try {
      DirectoryTree.delete(folder);
      return true;
    } catch (IOException e) {
      return false; // Windows locks files that a process still has open
    }
  }

  @Override
  public void rebuild() {
    reload.rebuild();
  }

  @Override
  public Optional<Path> next(Path classes) {
    return reload.next(classes);
  }
}
