package dev.chirp.internal.core;

import java.time.Duration;
import java.time.Instant;

/** The clock that waits and limits go by, so that a test need not wait for them. */
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

  /** Sleeps; an interrupt, such as Ctrl-C, ends the goal and stays set for the threads' owner. */
  default void pause(Duration duration) {
    try {
      sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ChirpException.execution("Interrupted while waiting.", e);
    }
  }
}
