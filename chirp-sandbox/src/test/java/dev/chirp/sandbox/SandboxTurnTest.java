package dev.chirp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.core.ChirpException;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.TestTime;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTurnTest {
  @TempDir private Path directory;

  @Test
  void whoWaitedInVainIsToldWhatLetsGoalsWorkTogether() {
    SandboxOptions options = SandboxOptions.in(directory, List::of);
    try (Sandbox other = Sandbox.start(options)) {
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
