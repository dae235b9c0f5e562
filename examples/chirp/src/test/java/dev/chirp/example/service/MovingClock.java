package dev.chirp.example.service;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Goes on by one step with each look at it, and not otherwise. */
public final class MovingClock extends Clock {

  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

  private final Duration step;
  private final AtomicLong looks = new AtomicLong();

  public MovingClock(Duration step) {
    this.step = step;
  }

  @Override
  public Instant instant() {
    return START.plus(step.multipliedBy(looks.getAndIncrement()));
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
