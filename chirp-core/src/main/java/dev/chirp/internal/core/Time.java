package dev.chirp.internal.core;

import java.time.Duration;
import java.time.Instant;

/** The clock for waits and limits. A test replaces it, so that it need not wait. */
public interface Time {
  /** The machine's clock. */
  Time SYSTEM =
      new Time() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          Thread.sleep(Math.max(0, duration.toMillis()));
        }
      };

  Instant now();

  void sleep(Duration duration) throws InterruptedException;

  /**
   * Sleeps. An interrupt, such as by Ctrl-C, ends the goal and stays set for the owner of the
   * thread.
   */
  default void pause(Duration duration) {
    try {
      sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ChirpException.execution("Interrupted while waiting.", e);
    }
  }
}
