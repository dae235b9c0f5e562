package dev.chirp.internal.process;

import dev.chirp.internal.process.RuntimeApiServer.Pending;
import dev.chirp.internal.process.RuntimeApiServer.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * An execution environment: a function's own process, which speaks the Runtime API. It runs one
 * event at a time and keeps its state between events. Its output is its log.
 */
public final class FunctionProcess implements AutoCloseable {
  /** The interval between reads of the process's output, so that a user can follow it. */
  private static final Duration LOOK = Duration.ofMillis(100);

  /**
   * The time that a process gets after a response to request the next event. Its log is only
   * complete once it has.
   */
  private static final Duration LOGGING = Duration.ofSeconds(5);

  private final Launch launch;
  private final RuntimeApiServer api;
  private final Process process;
  private final Output output;
  private final PeakMemory memory;
  private final CompletableFuture<Reply> exit;
  private volatile long started = System.nanoTime();
  private boolean used;

  private FunctionProcess(Launch launch, RuntimeApiServer api, Process process, Output output) {
    this.launch = launch;
    this.api = api;
    this.process = process;
    this.output = output;
    this.memory = new PeakMemory(process.pid());
    this.exit = process.onExit().thenApply(ended -> PlatformError.exited(ended.exitValue()));
  }

  /**
   * Starts the process without waiting until it is ready.
   *
   * @param log a new file for the output
   */
  public static FunctionProcess start(Launch launch, Path log) {
    try {
      RuntimeApiServer api = RuntimeApiServer.start();
      Process process = launch.start(api, log).process();
      return new FunctionProcess(launch, api, process, new Output(log));
    } catch (IOException e) {
      throw new UncheckedIOException("The function's process does not start", e);
    }
  }

  /**
   * Starts a process that waits for {@link #proceed}, such as one with {@link SpareMain}.
   *
   * @param log a new file for the output
   */
  public static FunctionProcess startWaiting(Launch launch, Path log) {
    try {
      RuntimeApiServer api = RuntimeApiServer.start();
      Process process = launch.startWaiting(api, log).process();
      return new FunctionProcess(launch, api, process, new Output(log));
    } catch (IOException e) {
      throw new UncheckedIOException("The function's process does not start", e);
    }
  }

  /** Has a waiting process go on. Its init time begins now. */
  public void proceed() {
    started = System.nanoTime();
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      kill(); // the invocation finds that it has ended
    }
  }

  /** Invokes the handler. A failure, timeout or exit is a result. */
  public InvocationResult invoke(InvocationEvent event, Listener listener) {
    boolean first = !used;
    used = true;
    if (first) {
      listener.initializing();
    }
    Optional<Reply> failedStart = first ? awaitReady(listener) : Optional.empty();
    Optional<Duration> init = first ? Optional.of(since(started)) : Optional.empty();
    if (first) {
      tell(listener, output.rest());
    }
    memory.read();
    listener.started();
    long from = System.nanoTime();
    Optional<Pending> pending =
        failedStart.isPresent()
            ? Optional.empty()
            : Optional.of(api.invoke(event, Instant.now().plus(launch.timeout())));
    Reply reply = failedStart.orElseGet(() -> await(pending.orElseThrow(), listener));
    Duration took = since(from);
    int most = memory.read();
    if (failedStart.isPresent()) {
      end();
    }
    pending.ifPresent(replied -> awaitLog(replied, listener));
    tell(listener, output.rest());
    String payload = PlatformError.payload(reply, event.requestId());
    boolean replied = failedStart.isEmpty() && !reply.platform();
    return new InvocationResult(payload, reply.failed(), replied, took, init, most);
  }

  private static void tell(Listener listener, List<String> lines) {
    if (!lines.isEmpty()) {
      listener.wrote(lines);
    }
  }

  /**
   * Waits until the process requests its first event. Call this only before the first invocation.
   *
   * @return empty if it did; otherwise the error that it ended with, as JSON
   */
  public Optional<String> awaitStart(Listener listener) {
    Optional<Reply> failure = awaitReady(listener);
    tell(listener, output.rest());
    return failure.map(Reply::payload);
  }

  /**
   * Waits until the process is ready. Empty if it is; otherwise the reason why it never will be.
   */
  private Optional<Reply> awaitReady(Listener listener) {
    CompletableFuture<Optional<Reply>> death = exit.thenApply(Optional::of);
    return await(
        api.ready().applyToEither(death, reply -> reply),
        launch.startLimit(),
        () -> Optional.of(timedOut()),
        listener);
  }

  private Reply await(Pending pending, Listener listener) {
    return await(
        pending.reply().applyToEither(exit, first -> first),
        launch.timeout(),
        this::timedOut,
        listener);
  }

  private Reply timedOut() {
    end();
    return PlatformError.timedOut(launch.timeout());
  }

  /** Waits until the invocation's log is complete, or the process has ended. */
  private void awaitLog(Pending replied, Listener listener) {
    boolean unused =
        await(
            replied
                .done()
                .thenApply(asked -> true)
                .applyToEither(exit.thenApply(e -> true), e -> e),
            LOGGING,
            () -> false,
            listener);
  }

  private <T> T await(
      CompletableFuture<T> awaited, Duration limit, Supplier<T> late, Listener listener) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      while (true) {
        long left = end - System.nanoTime();
        try {
          return awaited.get(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          if (left <= LOOK.toNanos()) {
            return late.get();
          }
        }
        memory.read();
        tell(listener, output.newLines());
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a function ran.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits until the process ends on its own, such as after writing an AOT cache.
   *
   * @return its exit status; empty if it did not end in time
   */
  public OptionalInt awaitEnd(Duration limit, Listener listener) {
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      tell(listener, output.rest());
      return ended ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a process was to end", e);
    }
  }

  private void end() {
    kill();
    process.onExit().join();
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  /** Returns whether it can be invoked again. */
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    kill();
    api.close();
    output.delete();
  }

  /** Kills the children first, because they cannot be found without their parent. */
  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Receives the events of an invocation, in this order, on the invoking thread. */
  public interface Listener {
    /** The process was started for this invocation. */
    void initializing();

    /** The process is ready and receives the event. */
    void started();

    /** The process wrote these lines since the last call. There is at least one. */
    void wrote(List<String> lines);
  }
}
