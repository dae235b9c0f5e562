package dev.chirp.internal.process;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.process.RuntimeApiServer.Pending;
import dev.chirp.internal.process.RuntimeApiServer.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process that speaks the Runtime API and is measured. Its first event is ready before it starts,
 * so that only the process itself determines the time to its first response. Times are taken as
 * soon as a request is read; other measurements are made while the process waits for the reply.
 *
 * <p>For use by one thread.
 */
public final class TimedProcess implements AutoCloseable {
  /** The time that a killed process gets to end, far more than necessary. */
  private static final Duration END = Duration.ofSeconds(10);

  /**
   * The first response of a process.
   *
   * @param result its duration counts from the start of the process; its init lasts until the first
   *     request for an event, or the whole duration without such a request
   * @param cpu the CPU time of the process and its children up to the response
   */
  public record First(InvocationResult result, Duration cpu) {}

  private final Launch launch;
  private final RuntimeApiServer api;
  private final InvocationEvent event;
  private final CompletableFuture<Launch.Started> started = new CompletableFuture<>();
  private final CompletableFuture<Long> ready;
  private final CompletableFuture<First> first = new CompletableFuture<>();

  private TimedProcess(Launch launch, RuntimeApiServer api, InvocationEvent event) {
    this.launch = launch;
    this.api = api;
    this.event = event;
    this.ready = api.ready().thenApply(error -> System.nanoTime());
  }

  /**
   * Starts a process.
   *
   * @param event its first event
   * @param log a new file for the output
   * @throws ChirpException if the program does not exist
   */
  public static TimedProcess start(Launch launch, InvocationEvent event, Path log) {
    try {
      TimedProcess process = new TimedProcess(launch, RuntimeApiServer.start(), event);
      process.listen(); // before the process runs, so that no request is missed
      process.spawn(log);
      return process;
    } catch (IOException e) {
      throw ChirpException.execution(
          "'%s' does not start: %s".formatted(launch.command().get(0), e.getMessage()), e);
    }
  }

  private void listen() {
    Instant deadline = Instant.now().plus(launch.startLimit());
    completeFirst(api.invoke(event, deadline).reply());
    completeFirst(
        api.ready()
            .thenCompose(
                error ->
                    error
                        .map(CompletableFuture::completedFuture)
                        .orElseGet(CompletableFuture::new)));
  }

  private void spawn(Path log) throws IOException {
    Launch.Started start = launch.start(api, log);
    started.complete(start);
    completeFirst(exit());
  }

  private void completeFirst(CompletableFuture<Reply> reply) {
    CompletableFuture<Void> unused =
        reply.thenAccept(ended -> first.complete(measured(ended, System.nanoTime())));
  }

  private CompletableFuture<Reply> exit() {
    return process().onExit().thenApply(ended -> PlatformError.exited(ended.exitValue()));
  }

  private Process process() {
    return started.join().process();
  }

  private First measured(Reply reply, long now) {
    long start = started.join().nanoTime();
    InvocationResult result =
        InvocationResult.of(reply, event.requestId(), Duration.ofNanos(now - start));
    return new First(result.with(Duration.ofNanos(ready.getNow(now) - start), memory()), cpu());
  }

  /** Returns the CPU time of the process and its children so far. */
  public Duration cpu() {
    return CpuTime.of(process().toHandle());
  }

  /** Returns the peak memory of the process and its running children, in MB. */
  public int memory() {
    return tree().stream().mapToInt(handle -> new PeakMemory(handle.pid()).read()).sum();
  }

  /** Returns the process and its running children. */
  List<ProcessHandle> tree() {
    ProcessHandle root = process().toHandle();
    return Stream.concat(root.descendants(), Stream.of(root)).toList();
  }

  /** Returns the first response, once it is there. After Lambda's time limit, returns a timeout. */
  public First first() {
    Duration limit = launch.startLimit();
    return await(first, limit)
        .orElseGet(() -> measured(PlatformError.timedOut(limit), System.nanoTime()));
  }

  /** Invokes the process with another event, which it receives when it requests one. */
  public InvocationResult invoke(InvocationEvent next) {
    Pending pending = api.invoke(next, Instant.now().plus(launch.timeout()));
    CompletableFuture<Long> taken = pending.taken().thenApply(given -> System.nanoTime());
    CompletableFuture<InvocationResult> result =
        pending
            .reply()
            .applyToEither(exit(), reply -> reply)
            .thenApply(reply -> result(reply, next, taken));
    return await(result, launch.timeout())
        .orElseGet(() -> result(PlatformError.timedOut(launch.timeout()), next, taken));
  }

  private static InvocationResult result(
      Reply reply, InvocationEvent event, CompletableFuture<Long> taken) {
    long now = System.nanoTime();
    return InvocationResult.of(reply, event.requestId(), Duration.ofNanos(now - taken.getNow(now)));
  }

  private static <T> Optional<T> await(CompletableFuture<T> result, Duration limit) {
    try {
      return Optional.of(result.get(limit.toNanos(), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ChirpException.execution("Interrupted while a function ran.", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Kills the process and its children and waits until they are gone, so that the next process has
   * the whole machine.
   */
  @Override
  public void close() {
    List<ProcessHandle> tree = tree();
    tree.forEach(ProcessHandle::destroyForcibly);
    api.close();
    CompletableFuture<Void> gone =
        CompletableFuture.allOf(
            tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new));
    if (await(gone.thenApply(none -> true), END).isEmpty()) {
      throw ChirpException.project(
          "Process %d of the function does not end.".formatted(process().pid()));
    }
  }
}
