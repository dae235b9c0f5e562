package dev.chirp.internal.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PriceTest {
  @Test
  void aMillionTimesHalfASecondOfAGigabyte() {
    assertEquals(8.33335, Price.X86.ofMillion(500, 1024), 1e-9);
    assertEquals(6.6667, Price.ARM.ofMillion(500, 1024), 1e-9);
  }

  @Test
  void memoryIsPaidInProportion() {
    assertEquals(1.04166875, Price.X86.ofMillion(500, 128), 1e-9);
  }

  @Test
  void aMillisecondThatWasBegunIsPaid() {
    assertEquals(Price.X86.ofMillion(2, 512), Price.X86.ofMillion(1.01, 512));
    assertEquals(Price.X86.ofMillion(1, 512), Price.X86.ofMillion(0.2, 512));
  }

  @Test
  void workTakesLongerWithASmallerShare() {
    assertEquals(1.0, new MemorySize(1769).share());
    assertEquals(1.0, new MemorySize(3008).share());
    assertEquals(0.0723572639909, new MemorySize(128).share(), 1e-9);
    // 50 ms of work at an eighth, 100 ms of which 50 were waited
    assertEquals(400, new MemorySize(1769 / 8).time(100, 50), 2);
    assertEquals(100, new MemorySize(1024).time(100, 50));
    // of two processors at once, where Lambda has one
    assertEquals(50, new MemorySize(1769).time(40, 50));
  }
}
