package dev.chirp.runtime.loop;

import static dev.chirp.runtime.loop.Turns.accepted;
import static dev.chirp.runtime.loop.Turns.event;
import static dev.chirp.runtime.loop.Turns.status;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The process that Lambda starts, seen from outside. */
class MainTest {
  private static final String TOLD = "acme.Told";

  @TempDir private Path directory;

  @Test
  void aPollWaitsAndTheProcessEndsWithSigtermAndItsHooks() throws Exception {
    try (ScriptedApi api = new ScriptedApi(event("hook"), accepted());
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD)) {
      api.awaitIdlePoll();
      assertTrue(loop.isAlive());
      loop.terminate();
      while (!loop.stdout().contains("hook begins")) {
        Thread.onSpinWait();
        assertTrue(loop.isAlive());
      }
      api.stop(); // Lambda's end of the poll, which is no failure now
      assertEquals(143, loop.status());
      assertEquals("hook begins\nhook ends BLOCKED\n", loop.stdout());
      assertEquals("", loop.stderr());
    }
  }

  @Test
  void anIdlePollDoesNotHoldTheEndUp() throws Exception {
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
  void anErrorThatTheJvmDoesNotSurviveIsToldAndEndsIt(String event, String type) throws Exception {
    try (ScriptedApi api = new ScriptedApi(event(event), accepted());
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD)) {
      assertEquals(RuntimeLoop.JVM_UNRELIABLE, loop.status());
      assertEquals(List.of("invocation/next", "invocation/id-1/error"), api.paths());
      assertTrue(api.request(1).text().contains("\"errorType\":\"" + type + "\""));
      assertTrue(loop.stdout().contains(type), loop::toString);
    }
  }

  @Test
  void aHandlerThatCannotBeMadeIsToldAndEndsTheProcess() throws Exception {
    try (ScriptedApi api = new ScriptedApi(accepted());
        ForkedLoop loop = ForkedLoop.main(directory, api, "acme.Missing")) {
      assertEquals(RuntimeLoop.INIT_FAILED, loop.status());
      assertEquals(List.of("init/error"), api.paths());
      assertTrue(loop.stdout().startsWith("Class not found: acme.Missing"), loop.stdout());
    }
  }

  @Test
  void aHandlerWhoseLibraryIsMissingIsToldWhatToDo() throws Exception {
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
  void aContainerErrorEndsTheProcess() throws Exception {
    try (ScriptedApi api = new ScriptedApi(status(500));
        ForkedLoop loop = ForkedLoop.main(directory, api, TOLD)) {
      assertEquals(RuntimeLoop.API_FAILED, loop.status());
      assertEquals("The Runtime API hands out no event: status 500\n", loop.stdout());
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

  @Test
  void withoutAServerTheProcessSaysWhatItNeeds() throws Exception {
    Map<String, String> nothing = Map.of("_HANDLER", TOLD);
    try (ForkedLoop loop = ForkedLoop.main(directory, ForkedLoop.currentJava(), nothing)) {
      assertEquals(RuntimeLoop.API_FAILED, loop.status());
      assertEquals(
          """
          AWS_LAMBDA_RUNTIME_API is '', which is no host:port. Lambda sets it; this program runs nowhere else.
          Try: mvn chirp:invoke -Dfunction=<name>
          """,
          loop.stderr());
    }
  }

  @Test
  void withoutALocaleOutputAndLogAreUtf8() throws Exception {
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
