package dev.chirp.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.core.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestTimeTest {
  private final Time time = new TestTime();

  @Test
  void manyThreadsSleepAtTheSameTime() throws InterruptedException {
    List<Instant> woken = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads = new ArrayList<>();
    AtomicInteger begun = new AtomicInteger();
    for (int i = 1; i <= 8; i++) {
      Duration step = Duration.ofSeconds(i);
      threads.add(
          new Thread(
              () -> {
                time.now(); // from now on the clock waits for this thread
                begun.incrementAndGet();
                while (begun.get() < 8) {
                  Thread.onSpinWait();
                }
                for (int sleep = 1; sleep <= 10; sleep++) {
                  time.pause(step);
                  woken.add(time.now().minus(step.multipliedBy(sleep)));
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(Collections.nCopies(80, TestTime.START), woken);
    assertEquals(TestTime.START.plusSeconds(80), time.now());
  }

  @Test
  void timePassesWhileTheSandboxDelaysItsCaller() throws InterruptedException {
    TestTime clock = new TestTime();
    Instant before = clock.now();
    clock.hold(Duration.ofMinutes(5));
    assertEquals(Duration.ofMinutes(5), Duration.between(before, clock.now()));
  }
}
