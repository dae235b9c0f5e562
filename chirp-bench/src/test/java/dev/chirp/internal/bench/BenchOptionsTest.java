package dev.chirp.internal.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.core.ChirpException;
import org.junit.jupiter.api.Test;

class BenchOptionsTest {
  @Test
  void unsupportedSystemIsNamed() {
    assertEquals(
        "chirp:bench starts functions under AWS's runtime interface client, which runs on Linux, and this is Mac OS X.",
        assertThrows(ChirpException.class, () -> BenchOptions.requireLinux("Mac OS X"))
            .getMessage());
    assertDoesNotThrow(() -> BenchOptions.requireLinux("Linux"));
  }
}
