package dev.chirp.remote;

import dev.chirp.core.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that is moved by who sleeps. */
class FastTime implements Time {
  private Instant now = Instant.now();

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration) throws InterruptedException {
    now = now.plus(duration);
  }
}
