package dev.chirp.iam;

import dev.chirp.core.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock on which sleeping takes no time. */
final class QuickTime implements Time {
  private Instant now = Instant.EPOCH;

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration) {
    now = now.plus(duration);
  }
}
