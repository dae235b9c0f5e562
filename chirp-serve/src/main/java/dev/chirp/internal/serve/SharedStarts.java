package dev.chirp.internal.serve;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a request wait for a process that is starting for another request, because several JVMs that
 * start at once take longer than one. The wait after the start is no longer than the start was, so
 * a function that hangs costs the next client little. Thread-safe.
 *
 * @param <P> a process
 */
final class SharedStarts<P> {
  private final Duration longestStart;
  private final Duration longestEvent;
  private final Map<String, Turn<P>> starting = new HashMap<>();

  /**
   * Limits the waits.
   *
   * @param longestStart the longest wait for a start
   * @param longestEvent the longest wait, after the start, until the process is free
   */
  SharedStarts(Duration longestStart, Duration longestEvent) {
    this.longestStart = longestStart;
    this.longestEvent = longestEvent;
  }

  /**
   * A request's turn: a free process, or the task to start one.
   *
   * @param <P> a process
   */
  static final class Turn<P> {
    private final Optional<P> free;
    private final long from = System.nanoTime();
    private Optional<Long> ready = Optional.empty();
    private boolean hasFailed;

    private Turn(Optional<P> free) {
      this.free = free;
    }

    /** The process; empty if the caller has to start one. */
    Optional<P> free() {
      return free;
    }
  }

  /**
   * Returns a free process, waits for one that is starting, or has the caller start one.
   *
   * @param code the function and its generation
   * @param free takes a process that waits for an event, if there is one
   */
  synchronized Turn<P> turn(String code, Supplier<Optional<P>> free) throws InterruptedException {
    Optional<P> found = free.get();
    Turn<P> first = starting.get(code);
    if (found.isEmpty() && first != null) {
      found = await(first, free);
    }
    Turn<P> turn = new Turn<>(found);
    if (found.isEmpty()) {
      starting.putIfAbsent(code, turn);
    }
    return turn;
  }

  private Optional<P> await(Turn<P> first, Supplier<Optional<P>> free) throws InterruptedException {
    Optional<P> found = Optional.empty();
    long left = left(first);
    while (found.isEmpty() && left > 0 && !first.hasFailed) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      found = free.get();
      left = left(first);
    }
    return found;
  }

  /** Nanoseconds. */
  private long left(Turn<P> first) {
    long now = System.nanoTime();
    return first
        .ready
        .map(ready -> Math.min(ready - first.from, longestEvent.toNanos()) - (now - ready))
        .orElse(longestStart.toNanos() - (now - first.from));
  }

  /** Says that the process of this turn has started and receives its event. */
  synchronized void ready(Turn<P> turn) {
    starting.values().remove(turn);
    if (turn.ready.isEmpty()) {
      turn.ready = Optional.of(System.nanoTime());
    }
    notifyAll();
  }

  /** Says that the process of this turn has ended, or did not start. */
  synchronized void failed(Turn<P> turn) {
    starting.values().remove(turn);
    turn.hasFailed = true;
    notifyAll();
  }

  /** Says that a process waits for an event. */
  synchronized void freed() {
    notifyAll();
  }
}
