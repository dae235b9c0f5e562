package dev.chirp.internal.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.core.Time;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateLimitTest implements Time {
  private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

  /**
   * The times at which calls may start. The clock never advances: each caller reports how long it
   * would wait.
   */
  private final List<Duration> places = Collections.synchronizedList(new ArrayList<>());

  @Override
  public Instant now() {
    return START;
  }

  @Override
  public void sleep(Duration duration) {
    places.add(duration);
  }

  @Test
  void getFunctionHasItsOwnLimit() {
    SandboxAddress nowhere = new SandboxAddress(URI.create("http://127.0.0.1:1"), "key");
    try (Aws aws = Aws.connect(AwsSettings.ofSandbox(nowhere, Optional.empty()), this)) {
      for (int call = 0; call < 61; call++) {
        aws.call("lambda:GetFunction", "function 'f'", () -> true);
      }
      aws.call("lambda:UpdateFunctionCode", "function 'f'", () -> true);
    }
    assertEquals(Duration.ZERO, places.get(59));
    assertEquals(Duration.ofSeconds(1), places.get(60));
    assertEquals(Duration.ZERO, places.get(61));
  }

  @Test
  void atMostTenCallsStartInAnySecond() throws InterruptedException {
    RateLimit limit = new RateLimit(10, this);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int call = 0; call < 10; call++) {
                  limit.acquire();
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(80, places.size());
    List<Duration> sorted = places.stream().sorted().toList();
    for (int i = 10; i < sorted.size(); i++) {
      Duration between = sorted.get(i).minus(sorted.get(i - 10));
      assertTrue(between.compareTo(Duration.ofSeconds(1)) >= 0, between::toString);
    }
  }
}
