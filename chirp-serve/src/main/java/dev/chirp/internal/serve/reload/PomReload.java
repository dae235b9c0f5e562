package dev.chirp.internal.serve.reload;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedCodeSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
  /** The time after which a failed reading is repeated, although no file of the project changed. */
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** The most readings for one request. */
  private static final int MOST = 4;

  /** The name of a folder for the classes that one reading and its edits lead to. */
  private static final String READING = "reading";

  private final SourceProject.Reader reader;
  private final GenerationFolders folders;
  private final Clock clock;
  private final AtomicLong arrivals = new AtomicLong();

  /** Requests share it. The one that has Maven read the project holds it alone. */
  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  private Map<Path, String> poms;
  private Path folder;
  private volatile Reload reload;
  private Optional<Failure> failure = Optional.empty();

  /** True if the developer wants another reading, although nothing changed. */
  private volatile boolean isRequested;

  /**
   * A failed reading.
   *
   * @param arrival the last request that had arrived when it began
   * @param poms as it found them
   * @param inputs as it found them
   * @param at when it ended
   */
  private record Failure(
      ServedCode.CompileErrors code,
      long arrival,
      Map<Path, String> poms,
      FileStates inputs,
      Instant at) {}

  /**
   * Starts with a project that was compiled a moment ago.
   *
   * @param directory an existing folder for the classes of all generations
   */
  public PomReload(SourceProject project, SourceProject.Reader reader, Path directory)
      throws IOException {
    this(project, reader, directory, Clock.systemUTC());
  }

  PomReload(SourceProject project, SourceProject.Reader reader, Path directory, Clock clock)
      throws IOException {
    this.reader = reader;
    this.folders = new GenerationFolders(directory);
    this.clock = clock;
    this.poms = contents(project.poms());
    for (Path pom : project.poms()) {
      if (isSavedSince(project.begun(), pom)) {
        poms.put(pom, ""); // perhaps after Maven read it, so it is read again
      }
    }
    this.folder = folders.create(READING);
    this.reload = new Reload(project, folder, 0);
  }

  private static boolean isSavedSince(Instant begun, Path pom) throws IOException {
    return Files.exists(pom) && Files.getLastModifiedTime(pom).toInstant().isAfter(begun);
  }

  /** The content of each file, one character for each byte. */
  private static Map<Path, String> contents(Collection<Path> files) {
    Map<Path, String> contents = new HashMap<>();
    for (Path file : files) {
      try {
        contents.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
      } catch (IOException e) {
        contents.put(file, ""); // missing or unreadable: Maven says so
      }
    }
    return contents;
  }

  @Override
  public ServedCode current() throws InterruptedException {
    long arrival = arrivals.incrementAndGet();
    for (int i = 0; i < MOST; i++) {
      Optional<ServedCode> code = withoutMaven();
      if (code.isPresent()) {
        return code.get();
      }
      code = withMaven(arrival);
      if (code.isPresent()) {
        return code.get();
      }
    }
    lock.writeLock().lockInterruptibly();
    try {
      return fail("Files have been changing during %d builds by Maven.".formatted(MOST));
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** Has Maven read the project if that is still necessary, and returns why it could not. */
  private Optional<ServedCode> withMaven(long arrival) throws InterruptedException {
    lock.writeLock().lockInterruptibly();
    try {
      if (isBehind() && failure.filter(known -> holds(known, arrival)).isEmpty()) {
        read();
      }
      return failure.map(Failure::code);
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** True if another reading would fail as this one did. */
  private boolean holds(Failure known, long arrival) {
    return known.arrival() >= arrival
        || (!isRequested
            && clock.instant().isBefore(known.at().plus(RETRY))
            && contents(poms.keySet()).equals(known.poms())
            && inputs(known.inputs()).changesSince(known.inputs()).isEmpty());
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
    isRequested = false;
    long arrival = arrivals.get();
    Map<Path, String> before = contents(poms.keySet());
    FileStates inputs = inputs(FileStates.none());
    if (before.equals(poms) && !reload.needsMaven()) {
      reload.rebuild(number()); // the change is undone
      failure = Optional.empty();
      return;
    }
    try {
      replace(reader.read(), before, inputs);
      failure = Optional.empty();
    } catch (ChirpException e) {
      fail(String.valueOf(e.getMessage()), arrival, before, inputs);
    } catch (IOException e) {
      fail("The compiled classes could not be copied: " + e, arrival, before, inputs);
    }
  }

  private void replace(SourceProject project, Map<Path, String> before, FileStates inputs)
      throws IOException {
    if (project.modules().isEmpty()) {
      throw ChirpException.project("No module has functions that chirp:serve can build again.")
          .withSuggestion("undo the change, or Ctrl-C and mvn chirp:serve");
    }
    Map<Path, String> read = contents(project.poms());
    before.keySet().retainAll(read.keySet());
    read.putAll(before); // so that a change during the reading is noticed
    boolean isEdited = !inputs(inputs).changesSince(inputs).isEmpty();
    Path next = folders.create(READING);
    boolean isReplaced = false;
    try {
      Reload started = new Reload(project, next, number());
      if (isEdited) {
        started.rebuild();
      }
      folders.replaced(folder, number());
      poms = read;
      folder = next;
      reload = started;
      isReplaced = true;
    } finally {
      if (!isReplaced) {
        GenerationFolders.delete(next);
      }
    }
  }

  /** The number of the newest code, or of the newest errors. */
  private long number() {
    return failure.map(known -> known.code().number()).orElseGet(reload::number);
  }

  /** The state of the files that the newest good project is built from. */
  private FileStates inputs(FileStates earlier) {
    try {
      return reload.inputs(earlier);
    } catch (IOException e) {
      return FileStates.none(); // they changed
    }
  }

  private ServedCode fail(String text) {
    fail(text, arrivals.get(), contents(poms.keySet()), inputs(FileStates.none()));
    return failure.orElseThrow().code();
  }

  /** The same errors as before keep their number. */
  private void fail(String text, long arrival, Map<Path, String> found, FileStates inputs) {
    ServedCode.CompileErrors code =
        failure
            .map(Failure::code)
            .filter(known -> known.errors().equals(text))
            .orElseGet(() -> new ServedCode.CompileErrors(number() + 1, text));
    failure = Optional.of(new Failure(code, arrival, Map.copyOf(found), inputs, clock.instant()));
  }

  /** Builds once and discards the result, as {@link Reload#warmUp} does. */
  public void warmUp() {
    reload.warmUp();
  }

  @Override
  public void ended(long number) {
    reload.ended(number);
    folders.ended(number);
  }

  @Override
  public void rebuild() {
    isRequested = true;
    reload.rebuild();
  }

  @Override
  public Optional<Path> next(Path classes) {
    return reload.next(classes);
  }
}
