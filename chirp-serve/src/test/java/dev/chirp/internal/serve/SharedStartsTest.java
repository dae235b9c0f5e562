package dev.chirp.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.serve.SharedStarts.Turn;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedStartsTest {
  private static final Duration NEVER = Duration.ofHours(1);

  private final BlockingQueue<String> idle = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private Optional<String> free() {
    return Optional.ofNullable(idle.poll());
  }

  private Future<Turn<String>> other(SharedStarts<String> starts, String code) {
    BlockingQueue<Thread> started = new LinkedBlockingQueue<>();
    Future<Turn<String>> turn =
        threads.submit(
            () -> {
              started.add(Thread.currentThread());
              return starts.turn(code, this::free);
            });
    awaitWait(started, turn);
    return turn;
  }

  /** Returns once the request waits or has its turn. */
  private static void awaitWait(BlockingQueue<Thread> started, Future<?> turn) {
    try {
      Thread thread = started.take();
      while (thread.getState() != Thread.State.TIMED_WAITING && !turn.isDone()) {
        Thread.onSpinWait();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Optional<String> process(Future<Turn<String>> turn) throws Exception {
    return turn.get(60, TimeUnit.SECONDS).free();
  }

  @Test
  void oneOverlappingRequestGetsTheProcessThatStarts() throws Exception {
    SharedStarts<String> starts = new SharedStarts<>(NEVER, NEVER);
    Turn<String> first = starts.turn("hello 1", this::free);
    assertEquals(Optional.empty(), first.free(), "it starts a process");
    Future<Turn<String>> second = other(starts, "hello 1");
    Future<Turn<String>> third = other(starts, "hello 1");
    idle.add("process");
    starts.ready(first);
    starts.freed();
    assertEquals(
        Set.of(Optional.of("process"), Optional.empty()), Set.of(process(second), process(third)));
  }

  @Test
  void freeProcessIsTakenAtOnce() throws Exception {
    SharedStarts<String> starts = new SharedStarts<>(NEVER, NEVER);
    starts.turn("hello 1", this::free);
    idle.add("process");
    assertEquals(Optional.of("process"), starts.turn("hello 1", this::free).free());
  }

  /** The first event may take forever. */
  @Test
  void requestStartsItsOwnProcessIfTheFirstEventTakesLongerThanTheStart() throws Exception {
    SharedStarts<String> starts = new SharedStarts<>(NEVER, NEVER);
    Turn<String> first = starts.turn("hello 1", this::free);
    Future<Turn<String>> second = other(starts, "hello 1");
    starts.ready(first);
    assertEquals(Optional.empty(), process(second));
  }

  @Test
  void requestStartsItsOwnProcessIfTheStartTakesTooLong() throws Exception {
    SharedStarts<String> starts = new SharedStarts<>(Duration.ofMillis(1), NEVER);
    starts.turn("hello 1", this::free);
    assertEquals(Optional.empty(), process(other(starts, "hello 1")));
  }

  @Test
  void failedStartIsNotAwaited() throws Exception {
    SharedStarts<String> starts = new SharedStarts<>(NEVER, NEVER);
    Turn<String> first = starts.turn("hello 1", this::free);
    Future<Turn<String>> second = other(starts, "hello 1");
    starts.failed(first);
    assertEquals(Optional.empty(), process(second));
    Future<Turn<String>> third = other(starts, "hello 1");
    starts.failed(second.get());
    assertEquals(Optional.empty(), process(third));
  }

  @Test
  void requestDoesNotWaitForOtherCodeOrForAProcessThatHasStarted() throws Exception {
    SharedStarts<String> starts = new SharedStarts<>(NEVER, NEVER);
    Turn<String> first = starts.turn("hello 1", this::free);
    assertEquals(Optional.empty(), starts.turn("hello 2", this::free).free());
    starts.ready(first);
    assertEquals(Optional.empty(), starts.turn("hello 1", this::free).free());
  }
}
