package dev.chirp.deploy;

import dev.chirp.aws.AwsRefusal;
import dev.chirp.core.ChirpException;
import dev.chirp.core.Progress;
import dev.chirp.core.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Why a deploy shall begin nothing more. Ctrl-C is one reason: it also holds the JVM up until what
 * has begun is over, for a few seconds at most, or until a second Ctrl-C.
 */
final class Interruption implements AutoCloseable {
  private static final String CTRL_C = "Ctrl-C";

  /** With the end of the JVM, eight at most. */
  private static final int SECONDS = 7;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Set<Thread> sleepers = new HashSet<>();
  private final Progress progress;
  private final Runnable late;
  private final JvmEnd end;
  private String reason = "";

  private Interruption(Progress progress, Runnable late) {
    this.progress = progress;
    this.late = late;
    this.end = new JvmEnd(this::interrupted);
  }

  /**
   * Begins to listen.
   *
   * @param progress is told of Ctrl-C
   * @param late what to do if the work does not come to its end in time
   */
  static Interruption begin(Progress progress, Runnable late) {
    Interruption made = new Interruption(progress, late);
    if (made.end.isNear()) {
      made.stop(CTRL_C);
    }
    return made;
  }

  /** Lets nothing more begin, and wakes who waits to begin something. */
  synchronized void stop(String why) {
    if (reason.isEmpty()) {
      reason = why;
      sleepers.forEach(Thread::interrupt);
    }
  }

  /** Lets nothing more begin if the failure is one that all further calls would have, too. */
  void notice(ChirpException failure) {
    if (AwsRefusal.isWithoutCredentials(failure)) {
      stop("expired or missing credentials");
    }
  }

  /** Why nothing more may begin; empty while it may. */
  synchronized String reason() {
    return reason;
  }

  /** The same clock, for those who sleep before they begin something: nobody sleeps for nothing. */
  Time over(Time time) {
    return new Time() {
      @Override
      public Instant now() {
        return time.now();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        if (!lieDown()) {
          return;
        }
        try {
          time.sleep(duration);
        } catch (InterruptedException e) {
          if (reason().isEmpty()) {
            throw e;
          }
        } finally {
          getUp();
        }
      }
    };
  }

  private synchronized boolean lieDown() {
    return reason.isEmpty() && sleepers.add(Thread.currentThread());
  }

  private synchronized void getUp() {
    sleepers.remove(Thread.currentThread());
    if (!reason.isEmpty()) {
      Thread.interrupted(); // it was for this sleep, which may have ended by itself
    }
  }

  private void interrupted() {
    stop(CTRL_C);
    SecondInterrupt.endsAtOnce(late);
    progress.warn(
        "Ctrl-C: nothing more is begun, and what has begun gets %d s. Ctrl-C again ends at once."
            .formatted(SECONDS));
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
    end.close();
  }
}
