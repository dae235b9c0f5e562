package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.core.ChirpException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DelayTest {
  @Test
  void isSecondsOrADuration() {
    assertEquals(Duration.ofSeconds(2), Delay.of("chirp.sandboxPending", "2"));
    assertEquals(Duration.ofMillis(500), Delay.of("chirp.sandboxPending", "0.5"));
    assertEquals(Duration.ofMinutes(1), Delay.of("chirp.sandboxPending", "PT1M"));
  }

  @Test
  void anythingElseIsRefused() {
    for (String text : new String[] {"-1", "2 s", "PT-1S", ""}) {
      ChirpException failure =
          assertThrows(ChirpException.class, () -> Delay.of("chirp.sandboxPending", text));
      assertEquals(
          "chirp.sandboxPending is '%s', which is neither seconds (2, 0.5) nor a duration (PT2S)."
              .formatted(text),
          failure.problem());
    }
  }
}
