package dev.chirp.internal.serve;

import dev.chirp.internal.process.FunctionProcess;
import dev.chirp.internal.process.Launch;
import dev.chirp.internal.process.ProcessPool.Member;
import dev.chirp.internal.serve.code.ServedFunction;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * A process for the function that was requested first in this generation, which starts before the
 * next one is built. Its JVM has loaded what Lambda's runtime needs, but no class of the function,
 * whose folder is still empty. If an edit makes a process with exactly these settings and class
 * paths necessary, it goes on; otherwise it ends unused. Thread-safe.
 */
final class SpareProcess implements AutoCloseable {
  private final ProcessLaunches launches;
  private final Function<Path, Optional<Path>> nextFolder;
  private final ExecutorService thread = Executors.newSingleThreadExecutor(SpareProcess::daemon);
  private Optional<Waiting> waiting = Optional.empty();
  private volatile long preparedBy;
  private boolean isClosed;

  private record Waiting(ServedFunction function, Launch launch, FunctionProcess process) {}

  /**
   * Begins without a process.
   *
   * @param nextFolder returns the folder that replaces a module's classes at the next build
   */
  SpareProcess(ProcessLaunches launches, Function<Path, Optional<Path>> nextFolder) {
    this.launches = launches;
    this.nextFolder = nextFolder;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "chirp-serve-spare");
    thread.setDaemon(true);
    return thread;
  }

  /** Takes the process, if it is one that this function's code needs. */
  synchronized Optional<Member> take(ServedFunction function, String revision) {
    Optional<Waiting> found =
        waiting.filter(spare -> spare.process().isAlive() && isSame(spare.function(), function));
    found.ifPresent(
        spare -> {
          waiting = Optional.empty();
          spare.process().proceed();
        });
    return found.map(
        spare -> new Member(function.functionName(), revision, spare.launch(), spare.process()));
  }

  private static boolean isSame(ServedFunction one, ServedFunction other) {
    return one.function().equals(other.function())
        && one.functionName().equals(other.functionName())
        && one.java().equals(other.java())
        && one.runtime().equals(other.runtime())
        && one.classPaths().equals(other.classPaths());
  }

  /** Starts a process for the next generation, once for each. Does not wait for it. */
  void prepare(ServedFunction function, long generation) {
    if (generation > preparedBy) { // most requests need not wait for the lock
      prepareOnce(function, generation);
    }
  }

  private synchronized void prepareOnce(ServedFunction function, long generation) {
    if (isClosed || generation <= preparedBy) {
      return;
    }
    preparedBy = generation;
    List<Path> classPath = new ArrayList<>(function.classPaths().function());
    nextFolder
        .apply(classPath.get(0))
        .ifPresent(
            folder -> {
              classPath.set(0, folder);
              thread.execute(
                  () ->
                      start(function.withClassPaths(function.classPaths().ofFunction(classPath))));
            });
  }

  private synchronized void start(ServedFunction function) {
    waiting.ifPresent(old -> old.process().close());
    waiting = Optional.empty();
    if (isClosed) {
      return;
    }
    String id = "spare-" + UUID.randomUUID();
    try {
      Launch launch =
          launches.forWaiting(function, launches.directory().resolve(id + "-arguments"));
      waiting =
          Optional.of(
              new Waiting(
                  function,
                  launch,
                  FunctionProcess.startWaiting(launch, launches.directory().resolve(id + ".log"))));
    } catch (UncheckedIOException e) {
      // The next request starts a process itself, and says why that fails.
    }
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    thread.shutdown();
    waiting.ifPresent(old -> old.process().close());
    waiting = Optional.empty();
  }
}
