package dev.chirp.internal.serve;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.gateway.HttpApi;
import dev.chirp.internal.gateway.authorizer.LambdaAuthorization;
import dev.chirp.internal.process.FunctionProcess;
import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.internal.process.Launch;
import dev.chirp.internal.process.ProcessPool;
import dev.chirp.internal.process.RunDirectory;
import dev.chirp.internal.sandbox.lambda.Scope;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.internal.serve.page.RequestRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The functions' processes. Each handles one event at a time and stays for the next one, with the
 * environment, memory and timeout of a local run. Thread-safe.
 */
final class LocalFunctions implements AutoCloseable {
  private static final String ACCOUNT = "000000000000";

  /** The beginning of its folder's name. */
  private static final String KIND = "chirp-serve";

  /** The longest wait for a process that starts for another request. */
  private static final Duration LONGEST_START = Duration.ofSeconds(5);

  /** The longest wait until that process is free. */
  private static final Duration LONGEST_EVENT = Duration.ofSeconds(1);

  private final Progress console;
  private final int concurrency;
  private final PrintStream log;
  private final RunDirectory directory;
  private final ProcessPool pool;
  private final Optional<DebugPorts> debug;
  private final ProcessLaunches launches;
  private final SpareProcess spare;
  private final Semaphore events;
  private final SharedStarts<ProcessPool.Member> starts =
      new SharedStarts<>(LONGEST_START, LONGEST_EVENT);
  private final GenerationLeases leases = new GenerationLeases();
  private volatile long newest;
  private boolean isClosed;

  /**
   * Begins without a process.
   *
   * @param nextFolder returns the folder that replaces a module's classes at the next build
   */
  LocalFunctions(ServeSettings settings, Function<Path, Optional<Path>> nextFolder) {
    this.console = settings.console();
    this.concurrency = settings.concurrency();
    this.events = new Semaphore(settings.concurrency());
    this.log = settings.log();
    try {
      this.directory =
          new RunDirectory(settings.directory().resolve(RunDirectory.name(KIND)), KIND);
    } catch (IOException e) {
      throw ChirpException.execution(
          "The folder '%s' is not writable.".formatted(settings.directory()), e);
    }
    this.debug =
        settings.debugPort().isPresent()
            ? Optional.of(new DebugPorts(settings.debugPort().getAsInt(), console))
            : Optional.empty();
    this.launches = new ProcessLaunches(settings.aws(), directory.path(), debug);
    this.spare = new SpareProcess(launches, nextFolder);
    this.pool = new ProcessPool(directory.path(), settings.concurrency());
  }

  /** An account and the region that the functions are in. */
  Scope scope() {
    return new Scope(ACCOUNT, launches.region());
  }

  /**
   * Invokes a function and waits for the end.
   *
   * @param generation of the code; a process of a different one is not used
   * @param requestId Lambda's, which is not the one of the HTTP API
   * @return empty if too many events are being handled
   */
  Optional<InvocationResult> invoke(
      ServedFunction function,
      long generation,
      String requestId,
      String payload,
      FunctionConsole console) {
    if (!begin(function)) {
      return Optional.empty();
    }
    Path arguments = directory.path().resolve("arguments-" + UUID.randomUUID());
    try {
      InvocationEvent event =
          new InvocationEvent(requestId, scope().arn(function.functionName()), payload);
      return invoke(function, generation, arguments, event, console);
    } finally {
      end(function);
      deleteQuietly(arguments);
    }
  }

  private boolean begin(ServedFunction function) {
    if (!debug.map(ports -> ports.begin(function)).orElse(true)) {
      return false;
    }
    boolean hasBegun = events.tryAcquire();
    if (!hasBegun) {
      debug.ifPresent(ports -> ports.end(function));
    }
    return hasBegun;
  }

  private void end(ServedFunction function) {
    events.release();
    debug.ifPresent(ports -> ports.end(function));
  }

  private Optional<InvocationResult> invoke(
      ServedFunction function,
      long generation,
      Path arguments,
      InvocationEvent event,
      FunctionConsole console) {
    String name = function.functionName();
    String revision = Long.toString(generation);
    SharedStarts.Turn<ProcessPool.Member> turn = turn(name, revision);
    Optional<ProcessPool.Member> member = Optional.empty();
    boolean isReusable = false;
    try {
      member =
          turn.free()
              .or(() -> spare.take(function, revision).flatMap(this::add))
              .or(() -> pool.take(name, revision, id -> start(function, arguments)));
      Optional<InvocationResult> result =
          member.map(
              taken ->
                  taken
                      .process()
                      .invoke(event, new StartListener(console, () -> starts.ready(turn))));
      result.ifPresent(
          ended -> console.ended(ended, function.function().settings().memorySize().value()));
      isReusable =
          generation >= newest && member.filter(each -> each.process().isAlive()).isPresent();
      return result;
    } finally {
      if (isReusable) {
        pool.giveBack(member.orElseThrow());
        starts.freed();
        if (debug.isEmpty()) { // two processes cannot have the same port
          spare.prepare(function, generation);
        }
      } else {
        member.ifPresent(pool::end); // of old code, or it may still be running
        starts.failed(turn);
      }
    }
  }

  private Optional<ProcessPool.Member> add(ProcessPool.Member started) {
    Optional<ProcessPool.Member> added = pool.add(started);
    if (added.isEmpty()) {
      started.process().close();
    }
    return added;
  }

  private SharedStarts.Turn<ProcessPool.Member> turn(String name, String revision) {
    try {
      return starts.turn(name + " " + revision, () -> pool.takeIdle(name, revision));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a function started.", e);
    }
  }

  /** Passes everything on, and says when the process has started. */
  private record StartListener(FunctionProcess.Listener next, Runnable ready)
      implements FunctionProcess.Listener {
    @Override
    public void initializing() {
      next.initializing();
    }

    @Override
    public void started() {
      ready.run();
      next.started();
    }

    @Override
    public void wrote(List<String> lines) {
      next.wrote(lines);
    }
  }

  private static void deleteQuietly(Path arguments) {
    try {
      Files.deleteIfExists(arguments);
    } catch (IOException ignored) {
      // The folder is deleted with everything in it when the server ends.
    }
  }

  private Launch start(ServedFunction served, Path arguments) {
    debug.ifPresent(ports -> ports.awaitFree(served));
    return launch(served, arguments);
  }

  private synchronized Launch launch(ServedFunction served, Path arguments) {
    if (isClosed) {
      throw new IllegalStateException("The server stops.");
    }
    return launches.forEvents(served, arguments);
  }

  /** A console for one invocation. */
  FunctionConsole console(
      ServedFunction function, String requestId, Optional<RequestRecord> record) {
    return new FunctionConsole(log, function.function().name(), requestId, record);
  }

  /** The most time that a client waits for its function. */
  Duration clientTimeout() {
    return debug.map(ports -> DebugPorts.TIMEOUT).orElse(HttpApi.MAX_TIMEOUT);
  }

  /** The most time that a request waits for the function of its authorizer. */
  Duration authorizerTimeout() {
    return debug.map(ports -> DebugPorts.TIMEOUT).orElse(LambdaAuthorization.TIMEOUT);
  }

  /** The remark about a function's debugger in the table of functions. */
  String debuggerRemark(ServedFunction function) {
    return debug.map(ports -> " (debugger: %d)".formatted(ports.of(function))).orElse("");
  }

  /** Says that a client was refused because of the concurrency limit. */
  void warnOfLimit(ServedFunction function) {
    if (debug.isPresent()) {
      console.warn(
          "Function '%s' was not invoked: with chirp.debug, it handles one event at a time."
              .formatted(function.function().name()));
      return;
    }
    console.warn(
        "Function '%s' was not invoked: %d events are being handled, the most that chirp.concurrency allows."
            .formatted(function.function().name(), concurrency));
  }

  /** Gives no more events to processes of other generations. They end after their event. */
  void keepOnly(long generation) {
    newest = generation;
    String revision = Long.toString(generation);
    pool.retire(member -> !member.revision().equals(revision));
  }

  /**
   * Keeps the classes of a generation until the lease is closed, for a request that may still start
   * a process of it.
   */
  GenerationLeases.Lease lease(long generation) {
    return leases.take(generation);
  }

  /** The oldest generation that has a process or a lease, at most this one. */
  long oldest(long newest) {
    List<Long> leased = leases.generations(); // before the processes, which a lease may become
    return Stream.concat(leased.stream(), pool.revisions().stream().map(Long::valueOf))
        .mapToLong(Long::longValue)
        .reduce(newest, Math::min);
  }

  /** Kills all processes and deletes their files. */
  @Override
  public void close() {
    synchronized (this) {
      isClosed = true; // nothing writes into the folder any more
    }
    spare.close();
    pool.close();
    directory.close();
  }
}
