package dev.chirp.internal.aws;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Runs an action if the JVM ends before the work does, as on Ctrl-C. */
public final class ShutdownHook implements AutoCloseable {
  /** The time that calls in flight get to finish. With the JVM's own, eight seconds at most. */
  static final int SECONDS = 7;

  private final Thread hook;
  private final boolean near;

  /**
   * Registers the action.
   *
   * @param action runs before the JVM ends; the JVM waits for it
   */
  public ShutdownHook(Runnable action) {
    this.hook = new Thread(action, "chirp-interrupted");
    this.near = !isListening();
  }

  private boolean isListening() {
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Waits until the work is over, up to the limit. Returns whether it is over. */
  static boolean await(CountDownLatch over) {
    try {
      return over.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Returns whether the JVM was already ending, so that the action cannot run. */
  boolean isNear() {
    return near;
  }

  /** Removes the action, because the work finished first. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ignored) {
      // The JVM is ending, and the hook has run.
    }
  }
}
