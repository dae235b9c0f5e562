package dev.chirp.aws;

import dev.chirp.core.ChirpException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Why a goal shall begin nothing more. Ctrl-C is one reason: it also holds the JVM up until what
 * has begun is over, for a few seconds at most.
 */
public final class Interruption implements AutoCloseable {
  private static final int SECONDS = 8;

  private final CountDownLatch over = new CountDownLatch(1);
  private String reason = "";
  private final Runnable late;
  private final Thread hook;

  private Interruption(Runnable late) {
    this.late = late;
    this.hook = new Thread(this::interrupted, "chirp-interrupted");
  }

  /**
   * Begins to listen.
   *
   * @param late what to do if the work does not come to its end in time
   */
  public static Interruption begin(Runnable late) {
    Interruption made = new Interruption(late);
    Runtime.getRuntime().addShutdownHook(made.hook);
    return made;
  }

  /** Lets nothing more begin. */
  public synchronized void stop(String why) {
    if (reason.isEmpty()) {
      reason = why;
    }
  }

  /** Lets nothing more begin if the failure is one that all further calls would have, too. */
  public void notice(ChirpException failure) {
    if (AwsRefusal.isExpired(failure)) {
      stop("expired credentials");
    }
  }

  /** Why nothing more may begin; empty while it may. */
  public synchronized String reason() {
    return reason;
  }

  private void interrupted() {
    stop("Ctrl-C");
    try {
      if (!over.await(SECONDS, TimeUnit.SECONDS)) {
        late.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The work has ended by itself. */
  @Override
  public void close() {
    over.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ignored) {
      // The JVM is ending, and the hook has run.
    }
  }
}
