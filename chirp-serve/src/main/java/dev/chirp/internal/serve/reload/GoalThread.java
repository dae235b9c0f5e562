package dev.chirp.internal.serve.reload;

import dev.chirp.internal.core.ChirpException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The thread of a goal that waits while other threads serve requests. Maven keeps its session and
 * its class loader with that thread, so only there may parts of the lifecycle run.
 */
public final class GoalThread {
  private final BlockingQueue<FutureTask<?>> tasks = new LinkedBlockingQueue<>();
  private volatile long owner;

  /** Makes this thread the goal's. */
  public void begin() {
    owner = Thread.currentThread().getId();
  }

  /** Waits, and runs what another thread requests meanwhile. */
  public void serve(Duration atMost) throws InterruptedException {
    FutureTask<?> task = tasks.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    if (task != null) {
      task.run();
    }
  }

  /** Has the goal's thread run something, and waits for its end. */
  public void run(Runnable work) throws InterruptedException {
    if (Thread.currentThread().getId() == owner) {
      work.run();
      return;
    }
    FutureTask<?> task = new FutureTask<>(work, null);
    tasks.add(task);
    try {
      task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ChirpException failure) {
        throw failure;
      }
      if (e.getCause() instanceof UncheckedIOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
