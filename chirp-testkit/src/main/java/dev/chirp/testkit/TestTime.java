package dev.chirp.testkit;

import dev.chirp.internal.core.Time;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * A test clock for Chirp and the sandbox. It stops while any of its threads is busy. Once all of
 * them sleep or wait for one another, it jumps to the time at which the first sleeper wakes. So
 * eight threads can each sleep a second, and only one second passes.
 */
public final class TestTime extends Clock implements Time {
  public static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

  /**
   * Time to wait for threads that wait for something other than the clock, such as another process.
   */
  private static final long MOST_MILLIS = 2_000;

  private Instant now = START;
  private final Set<Thread> callers = new HashSet<>();
  private final Set<Thread> asleep = new HashSet<>();
  private final PriorityQueue<Instant> wakes = new PriorityQueue<>();

  /** The number of sleepers that delay a waiting caller. */
  private int holding;

  @Override
  public synchronized Instant now() {
    callers.add(Thread.currentThread());
    return now;
  }

  /** The time for the sandbox. Its threads come and go, so the clock does not wait for them. */
  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration) throws InterruptedException {
    callers.add(Thread.currentThread());
    sleepUntil(now.plus(duration));
  }

  /** Sleeps in a thread of the sandbox, while the caller of the request waits. */
  public synchronized void hold(Duration duration) throws InterruptedException {
    holding++;
    try {
      sleepUntil(now.plus(duration));
    } finally {
      holding--;
    }
  }

  /** Moves the clock at once. */
  public synchronized void pass(Duration duration) {
    now = now.plus(duration);
    notifyAll();
  }

  private void sleepUntil(Instant wake) throws InterruptedException {
    wakes.add(wake);
    asleep.add(Thread.currentThread());
    try {
      int asked = 0;
      int quiet = 0;
      while (now.isBefore(wake)) {
        boolean isFirst = wake.equals(wakes.peek());
        asked = isFirst ? asked + 1 : 0;
        quiet = isFirst && isQuiet() ? quiet + 1 : 0;
        if (quiet == 2 || asked == MOST_MILLIS) {
          now = wake;
        } else {
          wait(isFirst ? 1 : 0);
        }
      }
    } finally {
      asleep.remove(Thread.currentThread());
      wakes.remove(wake);
      notifyAll(); // there is a new first sleeper now
    }
  }

  /** True if each thread of this clock sleeps, or waits for a thread that sleeps. */
  private boolean isQuiet() {
    return callers.stream().filter(this::isAtWork).count() <= holding;
  }

  private boolean isAtWork(Thread thread) {
    Thread.State state = thread.getState();
    return !asleep.contains(thread)
        && state != Thread.State.WAITING
        && state != Thread.State.TERMINATED;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
