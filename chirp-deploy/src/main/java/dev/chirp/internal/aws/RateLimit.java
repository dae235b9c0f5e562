package dev.chirp.internal.aws;

import dev.chirp.internal.core.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A limit on calls per second, shared by all threads. Lambda allows 15 calls a second per account
 * and region, except for GetFunction. The quota cannot be raised.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
public final class RateLimit {
  private static final Duration WINDOW = Duration.ofSeconds(1);

  private final int calls;
  private final Time time;
  private final Deque<Instant> taken = new ArrayDeque<>();

  public RateLimit(int calls, Time time) {
    this.calls = calls;
    this.time = time;
  }

  /** Waits until one more call is allowed. */
  public void acquire() {
    time.pause(reserve());
  }

  /** Reserves the next free slot and returns how long to wait for it. */
  private synchronized Duration reserve() {
    Instant now = time.now();
    Instant place = now;
    if (taken.size() == calls) {
      Instant free = taken.removeFirst().plus(WINDOW);
      place = free.isAfter(now) ? free : now;
    }
    taken.addLast(place);
    return Duration.between(now, place);
  }
}
