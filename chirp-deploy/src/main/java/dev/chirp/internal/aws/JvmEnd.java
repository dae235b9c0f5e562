package dev.chirp.internal.aws;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Notices that the JVM ends before the work does, as it does at Ctrl-C. */
public final class JvmEnd implements AutoCloseable {
  /** How long what has begun may take to come to its end; with the JVM's own, eight at most. */
  static final int SECONDS = 7;

  private final Thread hook;
  private final boolean near;

  /**
   * @param action what to do before the JVM is gone; it waits for that
   */
  public JvmEnd(Runnable action) {
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

  /** Waits for so long as what has begun may take; answers whether it is over. */
  static boolean await(CountDownLatch over) {
    try {
      return over.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether it was too late already to do anything before. */
  boolean isNear() {
    return near;
  }

  /** The work has ended first. */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ignored) {
      // The JVM is ending, and the hook has run.
    }
  }
}
