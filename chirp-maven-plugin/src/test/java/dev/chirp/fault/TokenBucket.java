package dev.chirp.fault;

import java.time.Duration;
import java.time.Instant;

/**
 * So many calls in a second, and as many at once.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas: control plane API requests</a>
 */
public final class TokenBucket {
  private final int perSecond;
  private double tokens;
  private Instant filled = TestTime.START;

  public TokenBucket(int perSecond) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
  }

  /** Takes a token, if there is one. */
  public synchronized boolean take(Instant now) {
    double seconds = Duration.between(filled, now).toNanos() / 1e9;
    tokens = Math.min(perSecond, tokens + seconds * perSecond);
    filled = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
