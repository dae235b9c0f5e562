package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.sandbox.http.AwsError;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The queue of asynchronous invocations. An event whose function fails is retried twice, as on
 * Lambda. So is an event whose function does not start; Lambda retries that for six hours. Events
 * still queued when the sandbox stops are lost.
 *
 * @param targets resolves the function that a request points to at the moment
 * @param retryDelay the delay before the first retry; the second retry waits twice as long
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Retries</a>
 */
record EventQueue(
    FunctionRunner runs,
    Function<LambdaRequest, InvocationTarget> targets,
    ExecutorService threads,
    Duration retryDelay) {
  private static final int RETRIES = 2;

  /**
   * The delay before another attempt when Lambda is at its concurrency limit, or the function is
   * pending.
   */
  private static final Duration BUSY = Duration.ofSeconds(1);

  void add(LambdaRequest request, InvocationEvent event) {
    threads.execute(() -> attempt(request, event, 0));
  }

  private void attempt(LambdaRequest request, InvocationEvent event, int earlier) {
    boolean failed;
    try (InvocationTarget target = targets.apply(request)) {
      failed = fails(request, target, event);
    } catch (AwsError refusal) {
      if (refusal.code().equals(LambdaError.TOO_MANY) || InvocationTarget.isPending(refusal)) {
        after(BUSY).execute(() -> attempt(request, event, earlier));
      }
      return; // any other error: the function has been deleted, and its events with it
    }
    if (failed && earlier < RETRIES) {
      after(retryDelay.multipliedBy(earlier + 1L))
          .execute(() -> attempt(request, event, earlier + 1));
    }
  }

  /**
   * Invokes the function. True if the event should be retried.
   *
   * @throws AwsError when Lambda is at its concurrency limit
   */
  private boolean fails(LambdaRequest request, InvocationTarget target, InvocationEvent event) {
    try {
      return runs.run(request, target, event).outcome().failed();
    } catch (RuntimeException e) {
      if (e instanceof AwsError refusal && refusal.code().equals(LambdaError.TOO_MANY)) {
        throw refusal;
      }
      if (!threads.isShutdown()) {
        runs.notStarted(request, target, event, e);
      }
      return true;
    }
  }

  private Executor after(Duration delay) {
    return CompletableFuture.delayedExecutor(
        delay.toMillis(), TimeUnit.MILLISECONDS, this::executeUnlessStopped);
  }

  private void executeUnlessStopped(Runnable attempt) {
    try {
      threads.execute(attempt);
    } catch (RejectedExecutionException ignored) {
      // The sandbox has stopped.
    }
  }
}
