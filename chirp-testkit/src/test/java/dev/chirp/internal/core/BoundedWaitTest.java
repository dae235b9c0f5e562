package dev.chirp.internal.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.testkit.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BoundedWaitTest {
  private final TestTime time = new TestTime();
  private final AtomicInteger asked = new AtomicInteger();

  private BoundedWait wait(int seconds) {
    return new BoundedWait(time, Duration.ofSeconds(seconds), List.of(Duration.ofSeconds(4)));
  }

  @Test
  void sleepOfTheMachineAllowsAnotherQuestion() {
    Optional<String> answer =
        wait(10)
            .forAnswer(
                () -> {
                  if (asked.incrementAndGet() == 1) {
                    time.pass(Duration.ofHours(1));
                    return Optional.empty();
                  }
                  return Optional.of("done");
                });
    assertEquals(Optional.of("done"), answer);
  }

  @Test
  void lastQuestionIsAtTheLimit() {
    assertTrue(
        wait(10)
            .forAnswer(
                () -> {
                  asked.incrementAndGet();
                  return Optional.<String>empty();
                })
            .isEmpty());
    assertEquals(TestTime.START.plusSeconds(10), time.now());
    assertEquals(4, asked.get());
  }
}
