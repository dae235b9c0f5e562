package dev.chirp.internal.sandbox.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * A rate limit that allows bursts. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas: control plane API requests</a>
 */
public final class TokenBucket {
  private final double perSecond;
  private final int burst;
  private final Clock clock;
  private double tokens;
  private Instant filled;

  /** A full bucket, which allows a burst of one second's calls. */
  public TokenBucket(int perSecond, Clock clock) {
    this(perSecond, perSecond, clock);
  }

  /** A full bucket, which allows a burst of this number of calls. */
  public TokenBucket(double perSecond, int burst, Clock clock) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.clock = clock;
    this.tokens = burst;
    this.filled = clock.instant();
  }

  /** Takes a token. True if one was left. */
  public synchronized boolean take() {
    Instant now = clock.instant();
    double seconds = Duration.between(filled, now).toNanos() / 1e9;
    tokens = Math.min(burst, tokens + seconds * perSecond);
    filled = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
