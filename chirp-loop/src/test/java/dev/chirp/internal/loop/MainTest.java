package dev.chirp.internal.loop;

import static dev.chirp.internal.loop.Turns.accepted;
import static dev.chirp.internal.loop.Turns.close;
import static dev.chirp.internal.loop.Turns.event;
import static dev.chirp.internal.loop.Turns.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process that Lambda starts, seen from outside. */
@Tag("slow")
class MainTest {
  private static final String TOLD = "acme.Told";

  @TempDir private Path directory;

  @Test
  void sigtermEndsAWaitingProcessAfterItsHooks() throws Exception {
    try (ScriptedApi api = new ScriptedApi(event("hook"), accepted());
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD)) {
      api.awaitIdlePoll();
      assertTrue(loop.isAlive());
      loop.terminate();
      while (!loop.stdout().contains("hook begins")) {
        Thread.onSpinWait();
        assertTrue(loop.isAlive());
      }
      api.stop(); // Lambda ends the poll, which is not a failure now
      assertEquals(143, loop.status());
      assertEquals("hook begins\nhook ends BLOCKED\n", loop.stdout());
      assertEquals("", loop.stderr());
    }
  }

  @Test
  void idlePollDoesNotDelayTheEnd() throws Exception {
    try (ScriptedApi api = new ScriptedApi();
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD)) {
      api.awaitIdlePoll();
      loop.terminate();
      assertEquals(143, loop.status());
      assertEquals("", loop.stdout() + loop.stderr());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "memory, java.lang.OutOfMemoryError",
    "overflow, java.lang.StackOverflowError",
    "disk, java.io.IOError"
  })
  void anErrorThatTheJvmDoesNotSurviveIsReportedAndEndsIt(String event, String type)
      throws Exception {
    try (ScriptedApi api = new ScriptedApi(event(event), accepted());
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD)) {
      assertEquals(RuntimeLoop.JVM_UNRELIABLE, loop.status());
      assertEquals(List.of("invocation/next", "invocation/id-1/error"), api.paths());
      assertTrue(api.request(1).text().contains("\"errorType\":\"" + type + "\""));
      assertTrue(loop.stdout().contains(type), loop::toString);
    }
  }

  @Test
  void brokenHandlerIsReportedAndEndsTheProcess() throws Exception {
    try (ScriptedApi api = new ScriptedApi(accepted());
        ForkedLoop loop = ForkedLoop.main(directory, api, "acme.Missing")) {
      assertEquals(RuntimeLoop.INIT_FAILED, loop.status());
      assertEquals(List.of("init/error"), api.paths());
      assertTrue(loop.stdout().startsWith("Class not found: acme.Missing"), loop.stdout());
    }
  }

  @Test
  void missingLibraryIsReportedWithASuggestion() throws Exception {
    try (ScriptedApi api = new ScriptedApi(accepted());
        ForkedLoop loop =
            ForkedLoop.lean(
                directory,
                ForkedLoop.currentJava(),
                new String[0],
                Main.class,
                ForkedLoop.environment(api, "acme.Doubling"))) {
      assertEquals(RuntimeLoop.INIT_FAILED, loop.status());
      assertTrue(
          loop.stdout()
              .contains(
                  "\nTry: a dependency on com.amazonaws:aws-lambda-java-serialization, or"
                      + " implements RequestStreamHandler"),
          loop.stdout());
      assertEquals(List.of("init/error"), api.paths());
    }
  }

  @Test
  void containerErrorEndsTheProcess() throws Exception {
    try (ScriptedApi api = new ScriptedApi(status(500));
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD)) {
      assertEquals(RuntimeLoop.API_FAILED, loop.status());
      assertEquals("The Runtime API sends no event: status 500\n", loop.stdout());
    }
  }

  @Test
  void theProcessEndsWithItsServer() throws Exception {
    try (ScriptedApi api = new ScriptedApi(event("count"), accepted());
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD)) {
      api.awaitIdlePoll();
      api.stop();
      assertEquals(RuntimeLoop.API_FAILED, loop.status());
    }
  }

  /** Each attempt to connect lasts as long as a poll that was not refused at once. */
  @Test
  void unreachableServerEndsTheProcess() throws Exception {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    List<Socket> waiting = new ArrayList<>();
    try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
      fill(server, waiting);
      Map<String, String> environment =
          Map.of(Address.VARIABLE, "127.0.0.1:" + server.getLocalPort(), "_HANDLER", TOLD);
      try (ForkedLoop loop = ForkedLoop.main(directory, ForkedLoop.currentJava(), environment)) {
        assertEquals(RuntimeLoop.API_FAILED, loop.status());
        assertEquals("The Runtime API sends no event: Connect timed out\n", loop.stdout());
      }
    } finally {
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  /** Connects until the server, which accepts none, has no place left. */
  private static void fill(ServerSocket server, List<Socket> waiting) throws IOException {
    for (int i = 0; i < 100; i++) {
      Socket socket = new Socket();
      waiting.add(socket);
      try {
        socket.connect(server.getLocalSocketAddress(), 500);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
    throw new AssertionError("The server's backlog is never full");
  }

  @Test
  void brokenHandlerEndsTheProcessWithoutAServer() throws Exception {
    try (ScriptedApi api = new ScriptedApi(close(), close());
        ForkedLoop loop = ForkedLoop.main(directory, api, "acme.Missing")) {
      assertEquals(RuntimeLoop.API_FAILED, loop.status());
      assertEquals(List.of("init/error", "init/error"), api.paths());
      assertTrue(
          loop.stdout()
              .endsWith("The Runtime API did not answer init/error: the connection was closed\n"),
          loop.stdout());
    }
  }

  @Test
  void inconsistentPackageEndsTheProcessWithoutAServer() throws Exception {
    Files.writeString(directory.resolve(PackageSums.FILE), "0 1 0 missing.jar\n");
    try (ScriptedApi api = new ScriptedApi(close(), status(403));
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD)) {
      assertEquals(RuntimeLoop.INIT_FAILED, loop.status(), "it was told with the first request");
    }
    try (ScriptedApi api = new ScriptedApi(close(), close());
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD)) {
      assertEquals(RuntimeLoop.API_FAILED, loop.status());
    }
    try (ScriptedApi api = new ScriptedApi(status(403));
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD)) {
      assertEquals(RuntimeLoop.API_FAILED, loop.status());
      assertTrue(
          loop.stdout().endsWith("The Runtime API refused init/error with status 403\n"),
          loop.stdout());
    }
  }

  @Test
  void unreadableFileIsReportedAndEndsTheProcess() throws Exception {
    Files.createDirectory(directory.resolve("folder.jar"));
    long size = Files.size(directory.resolve("folder.jar"));
    Files.writeString(directory.resolve(PackageSums.FILE), "0 " + size + " 0 folder.jar\n");
    try (ScriptedApi api = new ScriptedApi(accepted());
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD)) {
      assertEquals(RuntimeLoop.INIT_FAILED, loop.status());
      assertEquals(List.of("init/error"), api.paths());
      assertTrue(
          api.request(0)
              .text()
              .contains(
                  "This package is not whole: 'chirp.sums' cannot be compared:"
                      + " java.io.FileNotFoundException: ./folder.jar (Is a directory)"),
          api.request(0)::text);
      assertEquals("", loop.stderr());
    }
  }

  @Test
  void packageWithoutRequiredSumsIsRefused() throws Exception {
    try (ScriptedApi api = new ScriptedApi(accepted());
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD, "-Dchirp.sums=required")) {
      assertEquals(RuntimeLoop.INIT_FAILED, loop.status());
      assertTrue(
          api.request(0).text().contains("This package is not whole: 'chirp.sums' is missing"),
          api.request(0)::text);
    }
  }

  @Test
  void missingServerAddressIsExplained() throws Exception {
    Map<String, String> nothing = Map.of("_HANDLER", TOLD);
    try (ForkedLoop loop = ForkedLoop.main(directory, ForkedLoop.currentJava(), nothing)) {
      assertEquals(RuntimeLoop.API_FAILED, loop.status());
      assertEquals(
          """
          AWS_LAMBDA_RUNTIME_API is '', which is not a host:port. Lambda sets it; this program runs nowhere else.
          Try: mvn chirp:invoke -Dfunction=<name>
          """,
          loop.stderr());
    }
  }

  @Test
  void outputAndLogAreUtf8WithoutALocale() throws Exception {
    try (ScriptedApi api =
            new ScriptedApi(
                event("print \u00e4\u20ac"), accepted(), event("log \u00e4\u20ac"), accepted());
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD, "-Dfile.encoding=US-ASCII")) {
      api.awaitIdlePoll();
      assertEquals("\u00e4\u20ac\n\u00e4\u20ac\n", loop.stdout());
      assertEquals("\u00e4\u20ac\n", loop.stderr());
      assertEquals("printed", api.request(1).text());
    }
  }
}
