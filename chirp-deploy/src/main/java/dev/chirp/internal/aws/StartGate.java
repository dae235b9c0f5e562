package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells whether a goal may still start something. It closes for good on expired credentials, at the
 * time limit, when a step fails, or on a signal such as Ctrl-C or a build server's SIGTERM. On a
 * signal the JVM's end is delayed by a few seconds, so that calls in flight can finish. Another
 * Ctrl-C ends it at once.
 */
public final class StartGate implements AutoCloseable {
  /** The JVM does not distinguish the signals. */
  private static final String SIGNAL = "Ctrl-C or another signal to stop";

  private final CountDownLatch over = new CountDownLatch(1);
  private String reason = "";
  private boolean hasFailed;
  private TimeLimit limit = TimeLimit.NONE;
  private final Progress progress;
  private Runnable late = () -> {};
  private final AtomicBoolean lateDone = new AtomicBoolean();
  private final Set<Thread> sleepers = new HashSet<>();
  private final ShutdownHook end;

  private StartGate(Progress progress) {
    this.progress = progress;
    this.end = new ShutdownHook(this::interrupted);
  }

  /** Starts to listen. A signal that came earlier counts too. */
  public static StartGate begin(Progress progress) {
    StartGate made = new StartGate(progress);
    if (made.end.isNear()) {
      made.stop(SIGNAL);
    }
    return made;
  }

  /** Sets the work to do if the run does not finish in time. */
  public synchronized void ifLate(Runnable work) {
    late = work;
  }

  private synchronized Runnable late() {
    return late;
  }

  /** Starts nothing more once this limit is reached. */
  public synchronized StartGate within(TimeLimit set) {
    limit = set;
    return this;
  }

  /** Returns how much of this wait the time limit allows. Zero once the limit is reached. */
  public synchronized Duration atMost(Duration wait) {
    return limit.atMost(wait);
  }

  /** Starts nothing more, and wakes threads that wait to start something. */
  public synchronized void stop(String why) {
    if (reason.isEmpty()) {
      reason = why;
      sleepers.forEach(Thread::interrupt);
    }
  }

  /**
   * Starts no later step, because an earlier one failed.
   *
   * @param why if nothing has closed the gate yet
   */
  public synchronized void fail(String why) {
    hasFailed = true;
    stop(why);
  }

  /** Returns whether an earlier step failed, so that no later one may start. */
  public synchronized boolean hasFailed() {
    return hasFailed;
  }

  /** Starts nothing more if all further calls would fail like this one. */
  public void notice(ChirpException failure) {
    if (AwsRefusal.isWithoutCredentials(failure)) {
      stop("expired or missing credentials");
    }
  }

  /** Returns whether more may start. */
  public boolean isOpen() {
    return reason().isEmpty();
  }

  /** Returns why nothing more may start. Empty while it may. */
  public synchronized String reason() {
    if (reason.isEmpty() && limit.isReached()) {
      reason = limit.toString();
    }
    return reason;
  }

  /** Wraps a clock so that threads waiting to start something wake up when nothing may start. */
  public Time over(Time time) {
    return new Time() {
      @Override
      public Instant now() {
        return time.now();
      }

      @Override
      public void sleep(Duration duration) throws InterruptedException {
        if (!enterSleep()) {
          return;
        }
        try {
          time.sleep(duration);
        } catch (InterruptedException e) {
          if (reason().isEmpty()) {
            throw e;
          }
        } finally {
          leaveSleep();
        }
      }
    };
  }

  private synchronized boolean enterSleep() {
    return reason().isEmpty() && sleepers.add(Thread.currentThread());
  }

  private synchronized void leaveSleep() {
    sleepers.remove(Thread.currentThread());
    if (!reason().isEmpty()) {
      Thread.interrupted(); // it was meant for this sleep, which may have ended already
    }
  }

  private void interrupted() {
    stop(SIGNAL);
    SecondCtrlC.listen(this::endAtOnce);
    progress.say(
        "Stopping: calls in flight get %d s to finish. Ctrl-C ends the run at once."
            .formatted(ShutdownHook.SECONDS));
    if (!ShutdownHook.await(over)) {
      runLate();
    }
  }

  private void endAtOnce() {
    try {
      progress.say("Ctrl-C: the run ends now.");
      runLate();
    } finally {
      Runtime.getRuntime().halt(SecondCtrlC.STATUS);
    }
  }

  /** Runs the late work once. A second caller waits until it has finished. */
  private void runLate() {
    synchronized (lateDone) {
      if (lateDone.compareAndSet(false, true)) {
        late().run();
      }
    }
  }

  /** Ends listening, because the work has finished. */
  @Override
  public void close() {
    over.countDown();
    end.close();
  }
}
