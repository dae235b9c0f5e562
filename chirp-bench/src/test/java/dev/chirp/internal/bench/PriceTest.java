package dev.chirp.internal.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PriceTest {
  @Test
  void priceIsPerMillionInvocations() {
    assertEquals(8.33335, Price.X86.ofMillion(500, 1024), 1e-9);
    assertEquals(6.6667, Price.ARM.ofMillion(500, 1024), 1e-9);
  }

  @Test
  void priceIsProportionalToMemory() {
    assertEquals(1.04166875, Price.X86.ofMillion(500, 128), 1e-9);
  }

  @Test
  void startedMillisecondIsBilled() {
    assertEquals(Price.X86.ofMillion(2, 512), Price.X86.ofMillion(1.01, 512));
    assertEquals(Price.X86.ofMillion(1, 512), Price.X86.ofMillion(0.2, 512));
  }

  @Test
  void workTakesLongerWithASmallerCpuShare() {
    assertEquals(1.0, new MemorySize(1769).share());
    assertEquals(1.0, new MemorySize(3008).share());
    assertEquals(0.0723572639909, new MemorySize(128).share(), 1e-9);
    // 50 ms of work, which took 100 ms with waiting, at an eighth of a CPU
    assertEquals(400, new MemorySize(1769 / 8).time(100, 50), 2);
    assertEquals(100, new MemorySize(1024).time(100, 50));
    // The work used two CPUs at once; Lambda has one.
    assertEquals(50, new MemorySize(1769).time(40, 50));
  }
}
