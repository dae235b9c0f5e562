package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The thread of a goal that waits while other threads serve requests. Maven keeps its session and
 * its class loader with that thread, so only there may parts of the lifecycle run.
 */
final class GoalThread {
  private final BlockingQueue<FutureTask<?>> tasks = new LinkedBlockingQueue<>();

  /** Waits, and runs what other threads request, until this thread is interrupted. */
  void serve() throws InterruptedException {
    while (true) {
      tasks.take().run();
    }
  }

  /** Has the goal's thread run something, and waits for its end. */
  void run(Runnable work) throws InterruptedException {
    FutureTask<?> task = new FutureTask<>(work, null);
    tasks.add(task);
    try {
      task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ChirpException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
