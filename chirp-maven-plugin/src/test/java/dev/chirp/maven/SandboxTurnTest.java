package dev.chirp.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.core.ChirpException;
import dev.chirp.fault.TestTime;
import dev.chirp.sandbox.Sandbox;
import dev.chirp.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.logging.SystemStreamLog;
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
              () ->
                  SandboxTurn.take(
                      options, new TestTime(), new MavenProgress(new SystemStreamLog())),
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
