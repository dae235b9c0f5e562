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
  void onlyThePublishedOneIsLentToOtherProcesses() throws Exception {
    Path state = directory.resolve("one");
    try (OtherProcess other = OtherProcess.start(state, "keep")) {
      assertEquals(Optional.empty(), Sandbox.tryStart(options("one")).map(Sandbox::endpoint));
      assertEquals(Optional.<URI>empty(), Sandbox.publishedIn(state), other::line);
    }
    try (OtherProcess other = OtherProcess.start(state, "publish")) {
      assertEquals(Optional.empty(), Sandbox.tryStart(options("one")).map(Sandbox::endpoint));
      assertEquals(Optional.of(URI.create(other.line())), Sandbox.publishedIn(state));
    }
    // It was killed, and left its endpoint.
    assertEquals(true, Sandbox.publishedIn(state).isPresent());
    try (Sandbox next = Sandbox.start(options("one"))) {
      assertEquals(Optional.<URI>empty(), Sandbox.publishedIn(state), next::toString);
    }
  }

  @Test
  void aSecondTryInOneProcessDoesNotReleaseTheDirectory() throws Exception {
    try (Sandbox sandbox = Sandbox.start(options("one"))) {
      ChirpException second =
          assertThrows(ChirpException.class, () -> Sandbox.start(options("one")));
      assertTrue(second.problem().startsWith("Another sandbox uses"), second::problem);
      try (OtherProcess other = OtherProcess.start(directory.resolve("one"), "keep")) {
        assertEquals("taken", other.line(), sandbox::toString);
      }
    }
  }

  @Test
  void mayBeClosedTwiceWithoutHarmToTheNext() {
    Sandbox sandbox = Sandbox.start(options("one"));
    sandbox.close();
    try (Sandbox next = Sandbox.start(options("one"))) {
      next.publish();
      sandbox.close();
      assertEquals(Optional.of(next.endpoint()), Sandbox.publishedIn(directory.resolve("one")));
    }
  }

  private SandboxOptions options(String name) {
    return SandboxOptions.in(directory.resolve(name), List::of);
  }
}
