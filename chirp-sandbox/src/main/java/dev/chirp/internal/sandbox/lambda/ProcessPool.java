package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.core.OwnerOnly;
import dev.chirp.internal.process.FunctionProcess;
import dev.chirp.internal.process.Launch;
import dev.chirp.internal.sandbox.http.AwsError;
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
import java.util.stream.Collectors;

/**
 * The execution environments: one process for each invocation in progress, and warm processes that
 * wait for the next one. Thread-safe.
 */
final class ProcessPool implements AutoCloseable {
  /** The folder for the processes' output in Lambda's directory. */
  static final String FOLDER = "output";

  /** The error code at the concurrency limit. */
  static final String TOO_MANY = "TooManyRequestsException";

  /**
   * The most warm processes. A JVM costs memory, so the pool ends the one that has waited longest.
   */
  private static final int MAX_IDLE = 8;

  private final Path logs;
  private final int concurrency;
  private final Deque<Member> idle = new ArrayDeque<>();
  private final Set<Member> all = new HashSet<>();
  private final Set<Member> retired = new HashSet<>();
  private final Thread hook = new Thread(this::end, "chirp-sandbox-functions-end");
  private boolean closed;

  /**
   * A process of the pool.
   *
   * @param function the ARN of the version that it runs
   * @param revision the revision of code and configuration; after a change, the process is useless
   * @param launch the launch that started it
   */
  record Member(String function, String revision, Launch launch, FunctionProcess process) {}

  /**
   * An empty pool.
   *
   * @param directory Lambda's directory
   * @param concurrency the most invocations that run at once
   */
  ProcessPool(Path directory, int concurrency) {
    this.concurrency = concurrency;
    this.logs = directory.resolve(FOLDER);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Takes a warm process, or starts a new one.
   *
   * @param launch builds the launch of a new process with this unique id
   * @throws AwsError at the concurrency limit. Without a limit, a function that invokes itself
   *     would fill the machine with JVMs.
   */
  Member take(String function, String revision, Function<String, Launch> launch) {
    Optional<Member> warm = takeIdle(function, revision);
    if (warm.isPresent()) {
      return warm.get();
    }
    String id = UUID.randomUUID().toString().replace("-", "");
    return start(function, revision, id, launch.apply(id));
  }

  private synchronized Optional<Member> takeIdle(String function, String revision) {
    requireRoom();
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

  private void requireRoom() {
    if (all.size() - idle.size() >= concurrency) {
      throw new AwsError(429, TOO_MANY, "Rate Exceeded.");
    }
  }

  private synchronized Member start(String function, String revision, String id, Launch launch) {
    if (closed) {
      throw new IllegalStateException("The sandbox is stopping.");
    }
    requireRoom();
    try {
      OwnerOnly.createFolder(logs);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Member member =
        new Member(
            function, revision, launch, FunctionProcess.start(launch, logs.resolve(id + ".log")));
    all.add(member);
    return member;
  }

  /** Returns a process to the pool for the next invocation, if it is alive. */
  synchronized void giveBack(Member member) {
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
  synchronized void end(Member member) {
    discard(member);
  }

  /** The task roots of all processes. */
  synchronized Set<Path> taskRoots() {
    return all.stream().map(member -> member.launch().taskRoot()).collect(Collectors.toSet());
  }

  /**
   * Ends the processes of a function and its versions. Processes in use end after their invocation.
   */
  synchronized void retire(String function) {
    all.stream()
        .filter(member -> (member.function() + ":").startsWith(function + ":"))
        .forEach(retired::add);
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
