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
 * Why a goal shall begin nothing more: expired credentials, the time limit, or a signal to stop,
 * such as Ctrl-C or a build server's SIGTERM. That also holds the JVM up until what has begun is
 * over, for a few seconds at most; a Ctrl-C then ends it at once.
 */
public final class Interruption implements AutoCloseable {
  /** The JVM does not tell them apart. */
  private static final String SIGNAL = "Ctrl-C or another signal to stop";

  private final CountDownLatch over = new CountDownLatch(1);
  private String reason = "";
  private TimeLimit limit = TimeLimit.NONE;
  private final Progress progress;
  private Runnable late = () -> {};
  private final AtomicBoolean told = new AtomicBoolean();
  private final Set<Thread> sleepers = new HashSet<>();
  private final JvmEnd end;

  private Interruption(Progress progress) {
    this.progress = progress;
    this.end = new JvmEnd(this::interrupted);
  }

  /** Begins to listen; a signal that came before counts, too. */
  public static Interruption begin(Progress progress) {
    Interruption made = new Interruption(progress);
    if (made.end.isNear()) {
      made.stop(SIGNAL);
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

  /** Lets nothing more begin, and wakes who waits to begin something. */
  public synchronized void stop(String why) {
    if (reason.isEmpty()) {
      reason = why;
      sleepers.forEach(Thread::interrupt);
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

  /** The same clock, for those who sleep before they begin something: nobody sleeps for nothing. */
  public Time over(Time time) {
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
    return reason().isEmpty() && sleepers.add(Thread.currentThread());
  }

  private synchronized void getUp() {
    sleepers.remove(Thread.currentThread());
    if (!reason().isEmpty()) {
      Thread.interrupted(); // it was for this sleep, which may have ended by itself
    }
  }

  private void interrupted() {
    stop(SIGNAL);
    SecondCtrlC.listen(this::endAtOnce);
    progress.say(
        "Told to stop: what has begun comes to its end, for %d s at most. Ctrl-C now ends it at once."
            .formatted(JvmEnd.SECONDS));
    if (!JvmEnd.await(over)) {
      tellLate();
    }
  }

  private void endAtOnce() {
    try {
      progress.say("Ctrl-C: the run ends now.");
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
    end.close();
  }
}
