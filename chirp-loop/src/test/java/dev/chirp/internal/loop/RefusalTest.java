package dev.chirp.internal.loop;

import static dev.chirp.internal.loop.Turns.accepted;
import static dev.chirp.internal.loop.Turns.event;
import static dev.chirp.internal.loop.Turns.raw;
import static dev.chirp.internal.loop.Turns.status;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server does not send the response that the loop needs. */
class RefusalTest {
  private static final String TOLD = "acme.Told";

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 404, 429})
  void aRefusedPollIsRepeated(int status) throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(status(status), status(status), event("count"), accepted())) {
      LoopRun run = LoopRun.of(api, TOLD, 1);
      assertEquals(0, run.status());
      assertEquals("", run.printed());
      assertEquals("1", api.request(3).text());
    }
  }

  @Test
  void aPollWithoutAnEventIsRepeated() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(
            raw("HTTP/1.1 204 No Content\r\n\r\n"), status(200), event("count"), accepted())) {
      assertEquals(0, LoopRun.of(api, TOLD, 1).status());
      assertEquals("1", api.request(3).text());
    }
  }

  @Test
  void aPollThatIsRefusedAgainAndAgainEndsTheLoop() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(status(403), status(403), status(403), status(403), status(403))) {
      LoopRun run = LoopRun.of(api, TOLD, 1);
      assertEquals(RuntimeLoop.API_FAILED, run.status());
      assertEquals("The Runtime API sends no event: status 403\n", run.printed());
      assertEquals(5, api.requests().size());
    }
  }

  @Test
  void aContainerErrorEndsTheLoopAtOnce() throws IOException {
    try (ScriptedApi api = new ScriptedApi(status(500))) {
      LoopRun run = LoopRun.of(api, TOLD, 1);
      assertEquals(RuntimeLoop.API_FAILED, run.status());
      assertEquals("The Runtime API sends no event: status 500\n", run.printed());
      assertEquals(1, api.requests().size());
    }
  }

  @Test
  void aContainerErrorAfterAnAnswerEndsTheLoopAtOnce() throws IOException {
    try (ScriptedApi api = new ScriptedApi(event("count"), status(500))) {
      LoopRun run = LoopRun.of(api, TOLD, 2);
      assertEquals(RuntimeLoop.API_FAILED, run.status());
      assertEquals("The Runtime API answers invocation/id-1/response with 500\n", run.printed());
      assertEquals(2, api.requests().size());
    }
  }

  @Test
  void aContainerErrorAfterAnErrorEndsTheLoopAtOnce() throws IOException {
    try (ScriptedApi api = new ScriptedApi(event("throw"), status(500))) {
      assertEquals(RuntimeLoop.API_FAILED, LoopRun.of(api, TOLD, 2).status());
      assertEquals(List.of("invocation/next", "invocation/id-1/error"), api.paths());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403})
  void aRefusedAnswerIsLoggedAndTheLoopGoesOn(int status) throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(event("count"), status(status), event("count"), accepted())) {
      LoopRun run = LoopRun.of(api, TOLD, 2);
      assertEquals(0, run.status());
      assertEquals(
          "The Runtime API refused invocation/id-1/response with status " + status + "\n",
          run.printed());
      assertEquals("2", api.request(3).text());
    }
  }

  @Test
  void anAnswerThatIsTooLargeIsLoggedAndTheLoopGoesOn() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(event("large 7000000"), status(413), event("count"), accepted())) {
      LoopRun run = LoopRun.of(api, TOLD, 2);
      assertEquals(0, run.status());
      assertEquals(
          "The Runtime API refused invocation/id-1/response with status 413: its 7000000 bytes are"
              + " more than Lambda takes\n",
          run.printed());
      assertEquals(
          List.of(
              "invocation/next",
              "invocation/id-1/response",
              "invocation/next",
              "invocation/id-1/response"),
          api.paths(),
          "Lambda has noted the error: none is posted");
    }
  }
}
