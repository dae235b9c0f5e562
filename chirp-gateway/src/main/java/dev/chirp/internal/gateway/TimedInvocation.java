package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.payload.RequestIds;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An invocation on a thread of its own, which goes on when its client has its answer. */
final class TimedInvocation {
  private final FutureTask<InvocationEnd> task;

  private TimedInvocation(FutureTask<InvocationEnd> task) {
    this.task = task;
  }

  static TimedInvocation of(FunctionInvoker function, String event, RequestIds ids) {
    FutureTask<InvocationEnd> task = new FutureTask<>(() -> function.invoke(event, ids));
    Thread thread = new Thread(task, "chirp-gateway-invocation");
    thread.setDaemon(true);
    thread.start();
    return new TimedInvocation(task);
  }

  /** Its end, unless it takes longer. */
  Optional<InvocationEnd> await(Duration timeout) throws InterruptedException {
    try {
      return Optional.of(task.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      task.cancel(true); // the server stops
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException("An invocation failed in a way that no end describes", e);
    }
  }
}
