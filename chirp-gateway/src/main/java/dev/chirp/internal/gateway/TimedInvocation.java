package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.payload.RequestIds;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** An invocation on a thread of its own that continues after its client got a response. */
public final class TimedInvocation {
  private final CompletableFuture<FunctionInvoker.Outcome> end = new CompletableFuture<>();
  private final Thread thread;
  private volatile boolean stopped;

  private TimedInvocation(
      FunctionInvoker function,
      String event,
      RequestIds ids,
      Consumer<FunctionInvoker.Outcome> late) {
    this.thread = new Thread(() -> run(function, event, ids, late), "chirp-gateway-invocation");
    thread.setDaemon(true);
  }

  /**
   * Starts it.
   *
   * @param late receives the end after a timeout; an exception after a timeout is uncaught
   */
  public static TimedInvocation start(
      FunctionInvoker function,
      String event,
      RequestIds ids,
      Consumer<FunctionInvoker.Outcome> late) {
    TimedInvocation invocation = new TimedInvocation(function, event, ids, late);
    invocation.thread.start();
    return invocation;
  }

  private void run(
      FunctionInvoker function,
      String event,
      RequestIds ids,
      Consumer<FunctionInvoker.Outcome> late) {
    try {
      FunctionInvoker.Outcome own = function.invoke(event, ids);
      if (!end.complete(own) && !stopped) {
        late.accept(own);
      }
    } catch (InterruptedException e) {
      end.completeExceptionally(e);
    } catch (RuntimeException e) {
      if (!end.completeExceptionally(e) && !stopped) {
        throw e;
      }
    } catch (Error e) {
      if (!end.completeExceptionally(e)) {
        throw e;
      }
    }
  }

  /** Its end, unless it takes longer. Call it once. */
  public Optional<FunctionInvoker.Outcome> await(Duration timeout) throws InterruptedException {
    try {
      return Optional.of(end.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return end.cancel(false) ? Optional.empty() : await(timeout); // it ended meanwhile
    } catch (InterruptedException e) {
      stopped = true; // the server stops
      end.cancel(false);
      thread.interrupt();
      throw e;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("An invocation failed in a way that no end describes", e);
    }
  }
}
