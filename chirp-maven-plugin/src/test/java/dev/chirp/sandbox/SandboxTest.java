package dev.chirp.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.core.ChirpException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
  @TempDir private Path directory;

  @Test
  void saysThatItsPortIsTaken() {
    try (Sandbox first = Sandbox.start(options("one"))) {
      int port = first.endpoint().getPort();
      ChirpException failure =
          assertThrows(ChirpException.class, () -> Sandbox.start(options("two").withPort(port)));
      assertEquals(
          "Port " + port + " of 127.0.0.1 is taken.\nTry: mvn chirp:sandbox -Dchirp.sandboxPort=0",
          failure.getMessage());
    }
    // What did not start holds nothing.
    Sandbox.start(options("two")).close();
  }

  @Test
  void listensOnLoopbackOnly() {
    try (Sandbox sandbox = Sandbox.start(options("one"))) {
      assertEquals("127.0.0.1", sandbox.endpoint().getHost());
    }
  }

  @Test
  void isFoundByOtherGoalsWhileItRuns() {
    Path state = directory.resolve("one");
    assertEquals(Optional.empty(), Sandbox.runningIn(state));
    try (Sandbox sandbox = Sandbox.start(options("one"))) {
      assertEquals(Optional.of(sandbox.endpoint()), Sandbox.runningIn(state));
      ChirpException second =
          assertThrows(ChirpException.class, () -> Sandbox.start(options("one")));
      assertTrue(second.problem().startsWith("Another sandbox uses"), second::problem);
    }
    assertEquals(Optional.<URI>empty(), Sandbox.runningIn(state));
  }

  @Test
  void mayBeClosedTwice() {
    Sandbox sandbox = Sandbox.start(options("one"));
    sandbox.close();
    sandbox.close();
    assertEquals(Optional.<URI>empty(), Sandbox.runningIn(directory.resolve("one")));
  }

  private SandboxOptions options(String name) {
    return SandboxOptions.in(directory.resolve(name), List::of);
  }
}
