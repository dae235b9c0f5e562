package dev.chirp.internal.loop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class HandlerOutputTest {
  @Test
  void outputGrows() throws IOException {
    HandlerOutput answer = HandlerOutput.first();
    byte[] expected = new byte[30_001];
    for (int i = 0; i < 10_000; i++) {
      answer.write(1);
      answer.write(new byte[] {9, 2, 3, 9}, 1, 2);
      expected[3 * i] = 1;
      expected[3 * i + 1] = 2;
      expected[3 * i + 2] = 3;
    }
    answer.write(257);
    expected[30_000] = 1;
    assertArrayEquals(expected, answer.finish().stream().readAllBytes());
  }

  @Test
  void smallBufferIsReused() throws IOException {
    HandlerOutput answer = HandlerOutput.first();
    answer.write(new byte[50_000]);
    HandlerOutput next = answer.next();
    assertEquals(answer.capacity(), next.capacity());
    next.write(new byte[6_000_000]);
    assertTrue(next.next().capacity() <= 65_536);
  }

  @Test
  void finishedOutputIgnoresWrites() throws IOException {
    HandlerOutput answer = HandlerOutput.first();
    answer.write(1);
    Body body = answer.finish();
    answer.write(2);
    answer.write(new byte[100]);
    assertEquals(1, body.length());
    HandlerOutput next = answer.next();
    answer.write(3);
    assertEquals(0, next.finish().length());
  }
}
