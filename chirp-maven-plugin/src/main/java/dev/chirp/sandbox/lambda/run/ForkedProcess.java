package dev.chirp.sandbox.lambda.run;

import dev.chirp.sandbox.lambda.run.RuntimeApi.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A process of its own that speaks the Runtime API. What it writes is its log. */
final class ForkedProcess implements FunctionProcess {
  /** What Lambda grants before the first event; the function's own timeout comes on top. */
  private static final Duration INIT = Duration.ofSeconds(10);

  private final Launch launch;
  private final RuntimeApi api;
  private final Process process;
  private final Output output;
  private final CompletableFuture<Reply> exit;
  private final long started = System.nanoTime();
  private boolean used;

  private ForkedProcess(Launch launch, RuntimeApi api, Process process, Output output) {
    this.launch = launch;
    this.api = api;
    this.process = process;
    this.output = output;
    this.exit = process.onExit().thenApply(ended -> new Reply(exited(ended.exitValue()), true));
  }

  /**
   * Starts it and does not wait until it is ready.
   *
   * @param log a new file, that the output goes to
   */
  static ForkedProcess start(Launch launch, Path log) {
    try {
      RuntimeApi api = RuntimeApi.start();
      try {
        ProcessBuilder builder =
            new ProcessBuilder(launch.command())
                .directory(launch.taskRoot().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
        Process process = builder.start();
        process.getOutputStream().close();
        return new ForkedProcess(launch, api, process, new Output(log));
      } catch (IOException e) {
        api.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The function's process does not start", e);
    }
  }

  @Override
  public Outcome invoke(Event event) {
    boolean first = !used;
    used = true;
    Optional<Reply> failedStart = first ? awaitReady() : Optional.empty();
    Optional<Duration> init = first ? Optional.of(since(started)) : Optional.empty();
    long from = System.nanoTime();
    Reply reply = failedStart.orElseGet(() -> run(event));
    Duration took = since(from);
    int memory = PeakMemory.megabytes(process.pid());
    if (failedStart.isPresent()) {
      process.destroyForcibly();
      process.onExit().join();
    }
    return new Outcome(
        reply.payload().replace("<request>", event.requestId()),
        reply.failed(),
        output.newLines(),
        took,
        init,
        memory);
  }

  /** Nothing when it is ready; else why it never will be. */
  private Optional<Reply> awaitReady() {
    CompletableFuture<Optional<Reply>> death = exit.thenApply(Optional::of);
    return await(
        api.ready().applyToEither(death, reply -> reply),
        INIT.plus(launch.timeout()),
        Optional.of(timedOut()));
  }

  private Reply run(Event event) {
    CompletableFuture<Reply> reply = api.invoke(event, Instant.now().plus(launch.timeout()));
    return await(reply.applyToEither(exit, first -> first), launch.timeout(), timedOut());
  }

  private <T> T await(CompletableFuture<T> answer, Duration limit, T late) {
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      process.onExit().join();
      return late;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return late;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private Reply timedOut() {
    return new Reply(
        error(
            "Sandbox.Timedout",
            String.format(
                Locale.ROOT,
                "Task timed out after %.2f seconds",
                launch.timeout().toMillis() / 1000.0)),
        true);
  }

  private static String exited(int status) {
    String how =
        status == 0
            ? "Runtime exited without providing a reason"
            : "Runtime exited with error: "
                + (status == 137 ? "signal: killed" : "exit status " + status);
    return error("Runtime.ExitError", how);
  }

  private static String error(String type, String message) {
    return "{\"errorType\":\"%s\",\"errorMessage\":\"RequestId: <request> Error: %s\"}"
        .formatted(type, message);
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  @Override
  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    api.close();
    output.delete();
  }
}
