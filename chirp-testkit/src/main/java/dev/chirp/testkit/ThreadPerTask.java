package dev.chirp.testkit;

import java.util.concurrent.Executor;

/**
 * Runs each task in a new thread. The common pool does not: from Java 25 on, it has one thread on a
 * machine with two processors, and a task that blocks delays all others.
 */
public final class ThreadPerTask implements Executor {
  @Override
  public void execute(Runnable task) {
    Thread thread = new Thread(task, "test-task");
    thread.setDaemon(true);
    thread.start();
  }
}
