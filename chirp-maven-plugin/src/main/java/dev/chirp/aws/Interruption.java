package dev.chirp.aws;

import dev.chirp.core.ChirpException;
import dev.chirp.core.Progress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Why a goal shall begin nothing more: expired credentials, the time limit, or Ctrl-C. That also
 * holds the JVM up until what has begun is over, for a few seconds at most; a second one ends it at
 * once.
 */
public final class Interruption implements AutoCloseable {
  private static final int SECONDS = 8;
  private static final String CTRL_C = "Ctrl-C";

  private final CountDownLatch over = new CountDownLatch(1);
  private String reason = "";
  private TimeLimit limit = TimeLimit.NONE;
  private final Progress progress;
  private Runnable late = () -> {};
  private final AtomicBoolean told = new AtomicBoolean();
  private final Thread hook;

  private Interruption(Progress progress) {
    this.progress = progress;
    this.hook = new Thread(this::interrupted, "chirp-interrupted");
  }

  /** Begins to listen; a Ctrl-C that came before counts, too. */
  public static Interruption begin(Progress progress) {
    Interruption made = new Interruption(progress);
    try {
      Runtime.getRuntime().addShutdownHook(made.hook);
    } catch (IllegalStateException ending) {
      made.stop(CTRL_C);
    }
    return made;
  }

  /** What to do from now on if the work does not come to its end in time. */
  public synchronized void ifLate(Runnable work) {
    late = work;
  }

  private synchronized Runnable late() {
    return late;
  }

  /** Lets nothing more begin once that limit is reached. */
  public synchronized Interruption within(TimeLimit set) {
    limit = set;
    return this;
  }

  /** How long a wait may be that could be so long; zero when the time limit is reached. */
  public synchronized Duration atMost(Duration wait) {
    return limit.atMost(wait);
  }

  /** Lets nothing more begin. */
  public synchronized void stop(String why) {
    if (reason.isEmpty()) {
      reason = why;
    }
  }

  /** Lets nothing more begin if the failure is one that all further calls would have, too. */
  public void notice(ChirpException failure) {
    if (AwsRefusal.isWithoutCredentials(failure)) {
      stop("expired or missing credentials");
    }
  }

  /** Why nothing more may begin; empty while it may. */
  public synchronized String reason() {
    if (reason.isEmpty() && limit.isReached()) {
      reason = limit.toString();
    }
    return reason;
  }

  private void interrupted() {
    stop(CTRL_C);
    SecondCtrlC.listen(this::endAtOnce);
    progress.say(
        "Ctrl-C: what has begun comes to its end, for %d s at most. Ctrl-C again ends it at once."
            .formatted(SECONDS));
    try {
      if (!over.await(SECONDS, TimeUnit.SECONDS)) {
        tellLate();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void endAtOnce() {
    try {
      progress.say("Ctrl-C again: the run ends now.");
      tellLate();
    } finally {
      Runtime.getRuntime().halt(SecondCtrlC.STATUS);
    }
  }

  /** Once; who comes second waits until it is told. */
  private void tellLate() {
    synchronized (told) {
      if (told.compareAndSet(false, true)) {
        late().run();
      }
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
