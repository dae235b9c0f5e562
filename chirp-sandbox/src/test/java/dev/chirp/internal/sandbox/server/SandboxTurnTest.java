package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.TestTime;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTurnTest {
  @TempDir private Path directory;

  @Test
  void timeoutSuggestsASharedSandbox() {
    SandboxSettings options = SandboxServer.builder().directory(directory);
    try (SandboxServer other = options.start()) {
      ChirpException failure =
          assertThrows(
              ChirpException.class,
              () -> SandboxTurn.take(options, new TestTime(), new RecordedProgress()),
              other::toString);
      assertEquals(
          """
          Another goal has used the sandbox in '%s' for 5 minutes.
          Try: mvn chirp:sandbox in another terminal, which all goals then use"""
              .formatted(directory),
          failure.getMessage());
    }
  }
}
