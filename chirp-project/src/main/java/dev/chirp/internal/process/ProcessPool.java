package dev.chirp.internal.process;

import dev.chirp.internal.core.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The execution environments: one process for each invocation in progress, and warm processes that
 * wait for the next one. Thread-safe.
 */
public final class ProcessPool implements AutoCloseable {
  /** The folder for the processes' output in the pool's directory. */
  public static final String FOLDER = "output";

  /**
   * The most warm processes. A JVM costs memory, so the pool ends the one that has waited longest.
   */
  private static final int MAX_IDLE = 8;

  private final Path logs;
  private final int concurrency;
  private final Deque<Member> idle = new ArrayDeque<>();
  private final Set<Member> all = new HashSet<>();
  private final Set<Member> retired = new HashSet<>();
  private final Thread hook = new Thread(this::end, "chirp-functions-end");
  private boolean closed;

  /**
   * A process of the pool.
   *
   * @param function the ARN of the version that it runs
   * @param revision the revision of code and configuration; after a change, the process is useless
   * @param launch the launch that started it
   */
  public record Member(String function, String revision, Launch launch, FunctionProcess process) {}

  /**
   * An empty pool.
   *
   * @param directory for the files with the processes' output
   * @param concurrency the most invocations that run at once
   */
  public ProcessPool(Path directory, int concurrency) {
    this.concurrency = concurrency;
    this.logs = directory.resolve(FOLDER);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Takes a warm process, or starts a new one.
   *
   * @param launch builds the launch of a new process with this unique id
   * @return empty at the concurrency limit. Without a limit, a function that invokes itself would
   *     fill the machine with JVMs.
   */
  public Optional<Member> take(String function, String revision, Function<String, Launch> launch) {
    if (isFull()) {
      return Optional.empty();
    }
    Optional<Member> warm = takeIdle(function, revision);
    if (warm.isPresent()) {
      return warm;
    }
    String id = UUID.randomUUID().toString().replace("-", "");
    return start(function, revision, id, launch.apply(id));
  }

  private synchronized boolean isFull() {
    return all.size() - idle.size() >= concurrency;
  }

  /**
   * Takes a warm process, if there is one.
   *
   * @return empty at the concurrency limit, too
   */
  public synchronized Optional<Member> takeIdle(String function, String revision) {
    if (isFull()) {
      return Optional.empty();
    }
    List<Member> useless = new ArrayList<>();
    Optional<Member> found = Optional.empty();
    for (Member member : List.copyOf(idle)) {
      if (!member.function().equals(function)) {
        continue;
      }
      if (!member.revision().equals(revision) || !member.process().isAlive()) {
        useless.add(member);
      } else if (found.isEmpty()) {
        found = Optional.of(member);
      }
    }
    useless.forEach(this::discard);
    found.ifPresent(idle::remove);
    return found;
  }

  private synchronized Optional<Member> start(
      String function, String revision, String id, Launch launch) {
    if (closed) {
      throw new IllegalStateException("The functions' processes are stopping.");
    }
    if (isFull()) {
      return Optional.empty();
    }
    try {
      OwnerOnly.createFolder(logs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Member member =
        new Member(
            function, revision, launch, FunctionProcess.start(launch, logs.resolve(id + ".log")));
    all.add(member);
    return Optional.of(member);
  }

  /**
   * Adds a process for an invocation that begins now.
   *
   * @return empty at the concurrency limit
   */
  public synchronized Optional<Member> add(Member member) {
    if (closed || isFull()) {
      return Optional.empty();
    }
    all.add(member);
    return Optional.of(member);
  }

  /** Returns a process to the pool for the next invocation, if it is alive. */
  public synchronized void giveBack(Member member) {
    if (closed || retired.contains(member) || !member.process().isAlive()) {
      discard(member);
      return;
    }
    idle.addFirst(member);
    if (idle.size() > MAX_IDLE) {
      discard(idle.getLast());
    }
  }

  /** Ends a process, even during an invocation. */
  public synchronized void end(Member member) {
    discard(member);
  }

  /** The working directories of all processes. */
  public synchronized Set<Path> directories() {
    return all.stream().map(member -> member.launch().directory()).collect(Collectors.toSet());
  }

  /** The revisions of all processes. */
  public synchronized Set<String> revisions() {
    return all.stream().map(Member::revision).collect(Collectors.toSet());
  }

  /** Ends these processes. Processes in use end after their invocation. */
  public synchronized void retire(Predicate<Member> ended) {
    all.stream().filter(ended).forEach(retired::add);
    List.copyOf(idle).stream().filter(retired::contains).forEach(this::discard);
  }

  private void discard(Member member) {
    idle.remove(member);
    all.remove(member);
    retired.remove(member);
    member.process().close();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ignored) {
      // The hook is already running.
    }
    end();
  }

  private synchronized void end() {
    closed = true;
    List.copyOf(all).forEach(this::discard);
  }
}
