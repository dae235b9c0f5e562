package dev.chirp.internal.selfcontained;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class JdkCommandsTest {
  @TempDir private Path folder;

  @Test
  void outputIsReturned() {
    assertEquals("out\nerr\n", run("echo out; echo err >&2"));
  }

  @Test
  void failureShowsTheFirstLinesOfTheOutput() {
    assertEquals(
        "'sh' ended with status 3:\n  Error: Module acme not found\n  in the path",
        failure("echo 'Error: Module acme not found'; echo 'in the path'; exit 3"));
    assertEquals(21, failure("seq 1000; exit 1").lines().count());
  }

  @Test
  void endlessCommandIsKilled() {
    long started = System.nanoTime();
    assertEquals("'sh' did not end in 1 seconds:\n  working", failure("echo working; sleep 60"));
    assertTrue(Duration.ofNanos(System.nanoTime() - started).toSeconds() < 30);
  }

  /** A surviving child process keeps the output open. */
  @Test
  void childrenAreKilledWithTheCommand() {
    long started = System.nanoTime();
    assertEquals("done\n", run("sleep 60 & echo done"));
    assertTrue(Duration.ofNanos(System.nanoTime() - started).toSeconds() < 30);
  }

  @Test
  void longOutputIsReadCompletely() {
    assertEquals(1_000_000, run("seq 1000000").lines().count());
  }

  @Test
  void missingCommandIsNamed() {
    ChirpException failure =
        assertThrows(
            ChirpException.class, () -> JdkCommands.run(folder, List.of("/nowhere/bin/jlink")));
    assertTrue(failure.getMessage().startsWith("'jlink' could not be run: "), failure::getMessage);
  }

  private String run(String script) {
    return JdkCommands.run(folder, List.of("/bin/sh", "-c", script), Duration.ofSeconds(50));
  }

  private String failure(String script) {
    return assertThrows(
            ChirpException.class,
            () -> JdkCommands.run(folder, List.of("/bin/sh", "-c", script), Duration.ofSeconds(1)))
        .getMessage();
  }
}
