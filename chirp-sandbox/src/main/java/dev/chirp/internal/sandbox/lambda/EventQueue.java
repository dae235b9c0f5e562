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
 * Events that nobody waits for. One whose function fails is tried again twice, as on Lambda; so is
 * one whose function does not even start, which Lambda tries for six hours. What waits when the
 * sandbox ends is lost.
 *
 * @param targets the function that a request means at the moment
 * @param retryDelay before the first further attempt; twice as long before the second
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Retries</a>
 */
record EventQueue(
    FunctionRunner runs,
    Function<LambdaRequest, Target> targets,
    ExecutorService threads,
    Duration retryDelay) {
  private static final int RETRIES = 2;

  /** Before an event is looked at again for which there was no room, or no function yet. */
  private static final Duration BUSY = Duration.ofSeconds(1);

  void add(LambdaRequest request, InvocationEvent event) {
    threads.execute(() -> attempt(request, event, 0));
  }

  private void attempt(LambdaRequest request, InvocationEvent event, int earlier) {
    boolean failed;
    try (Target target = targets.apply(request)) {
      failed = fails(request, target, event);
    } catch (AwsError refusal) {
      if (refusal.code().equals(ProcessPool.TOO_MANY) || Target.isPending(refusal)) {
        after(BUSY).execute(() -> attempt(request, event, earlier));
      }
      return; // Else the function was deleted meanwhile, and its events with it.
    }
    if (failed && earlier < RETRIES) {
      after(retryDelay.multipliedBy(earlier + 1L))
          .execute(() -> attempt(request, event, earlier + 1));
    }
  }

  /**
   * Returns if the event is to be tried again.
   *
   * @throws AwsError when there is no room for it now
   */
  private boolean fails(LambdaRequest request, Target target, InvocationEvent event) {
    try {
      return runs.run(request, target, event).outcome().failed();
    } catch (RuntimeException e) {
      if (e instanceof AwsError refusal && refusal.code().equals(ProcessPool.TOO_MANY)) {
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
