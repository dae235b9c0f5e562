package dev.chirp.internal.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.process.Launch;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.testkit.RecordedProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebugPortsTest {
  private final RecordedProgress console = new RecordedProgress();
  private final List<ServedFunction> functions = ServedTestApi.functions();

  @Test
  void takenPortIsLeftOutAndEachFunctionKeepsItsOwn() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int first = taken.getLocalPort();
      DebugPorts ports = new DebugPorts(first, console);
      int port = ports.of(functions.get(0));
      assertTrue(port > first);
      assertEquals(port, ports.of(functions.get(0)));
      assertNotEquals(port, ports.of(functions.get(1)));
      assertEquals(
          "Port %d is taken, so no function is debugged there.".formatted(first),
          console.said().get(0));
    }
  }

  @Test
  void noFreePortIsRefused() {
    assertEquals(
        "No port is free for a debugger.\nTry: mvn chirp:serve -Dchirp.debug -Dchirp.debugPort=5005",
        assertThrows(
                ChirpException.class, () -> new DebugPorts(65_536, console).of(functions.get(0)))
            .getMessage());
  }

  @Test
  void functionIsBusyUntilItsEventEnds() {
    DebugPorts ports = new DebugPorts(5005, console);
    assertTrue(ports.begin(functions.get(0)));
    assertFalse(ports.begin(functions.get(0)));
    assertTrue(ports.begin(functions.get(1)));
    ports.end(functions.get(0));
    assertTrue(ports.begin(functions.get(0)));
  }

  @Test
  void debuggedProcessListensAndHasNoTimeLimit(@TempDir Path folder) throws IOException {
    DebugPorts ports = new DebugPorts(20_000, console);
    ServedFunction function = functions.get(0);
    Path arguments = folder.resolve("arguments");
    Launch launch =
        new ProcessLaunches(Map.of(), folder, Optional.of(ports)).forEvents(function, arguments);
    assertEquals(DebugPorts.TIMEOUT, launch.timeout());
    assertTrue(
        Files.readString(arguments)
            .contains(
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:"
                    + ports.of(function)));
  }
}
