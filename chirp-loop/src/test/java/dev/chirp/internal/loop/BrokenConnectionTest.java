package dev.chirp.internal.loop;

import static dev.chirp.internal.loop.Turns.accepted;
import static dev.chirp.internal.loop.Turns.answerHalfWay;
import static dev.chirp.internal.loop.Turns.close;
import static dev.chirp.internal.loop.Turns.closeHalfWay;
import static dev.chirp.internal.loop.Turns.event;
import static dev.chirp.internal.loop.Turns.raw;
import static dev.chirp.internal.loop.Turns.status;
import static dev.chirp.internal.loop.Turns.thenClose;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The server closes the connection, at any moment. */
@Tag("slow")
class BrokenConnectionTest {
  private static final String TOLD = "acme.Told";
  private static final String LARGE = "large 6000000";

  @Test
  void brokenPollIsRepeated() throws IOException {
    try (ScriptedApi api = new ScriptedApi(close(), close(), event("count"), accepted())) {
      LoopRun run = LoopRun.of(api, TOLD, 1);
      assertEquals(0, run.status());
      assertEquals("", run.printed());
      assertEquals(
          List.of(
              "1 invocation/next",
              "2 invocation/next",
              "3 invocation/next",
              "3 invocation/id-1/response"),
          api.requests().stream().map(ScriptedApi.Request::toString).toList());
    }
  }

  @Test
  void longPollsAreRepeatedForever() throws IOException {
    ScriptedApi.Turn longPoll =
        exchange -> {
          exchange.readBody();
          long end = System.currentTimeMillis() + 1050;
          while (System.currentTimeMillis() < end) {
            Thread.onSpinWait();
          }
          exchange.socket.close();
        };
    try (ScriptedApi api =
        new ScriptedApi(
            close(), close(), longPoll, close(), close(), close(), event("count"), accepted())) {
      assertEquals(0, LoopRun.of(api, TOLD, 1).status());
      assertEquals(8, api.requests().size());
    }
  }

  @Test
  void incompleteEventIsPolledAgainAndRunsOnce() throws IOException {
    String reply = Turns.eventReply("count", "");
    try (ScriptedApi api =
        new ScriptedApi(
            thenClose(raw(reply.substring(0, 30))),
            thenClose(raw(reply.substring(0, reply.length() - 1))),
            event("count"),
            accepted())) {
      assertEquals(0, LoopRun.of(api, TOLD, 1).status());
      assertEquals("1", api.request(3).text());
    }
  }

  @Test
  void announcedCloseReconnects() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(
            event("count", "Connection: close\r\n"),
            raw(Turns.statusReply(202, "connection: Close\r\n")),
            event("count"),
            accepted())) {
      assertEquals(0, LoopRun.of(api, TOLD, 2).status());
      assertEquals(
          List.of(1, 2, 3, 3), api.requests().stream().map(request -> request.connection).toList());
    }
  }

  @Test
  void unannouncedCloseReconnects() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(
            thenClose(event("count")),
            thenClose(accepted()),
            thenClose(event("count")),
            accepted())) {
      LoopRun run = LoopRun.of(api, TOLD, 2);
      assertEquals(0, run.status());
      assertEquals("", run.printed());
      assertEquals("1", api.request(1).text());
      assertEquals("2", api.request(3).text());
    }
  }

  @Test
  void replyThatEndsWithTheConnectionReconnects() throws IOException {
    String untilTheEnd = "HTTP/1.1 200 OK\r\n" + Turns.HEADERS + "\r\ncount";
    String old = Turns.statusReply(202, "").replace("HTTP/1.1", "HTTP/1.0");
    try (ScriptedApi api =
        new ScriptedApi(
            thenClose(raw(untilTheEnd)), thenClose(raw(old)), event("count"), accepted())) {
      assertEquals(0, LoopRun.of(api, TOLD, 2).status());
      assertEquals("2", api.request(3).text());
    }
  }

  @Test
  void excessBytesAreNotTheNextReply() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(
            raw(Turns.eventReply("count", "") + Turns.statusReply(500, "")),
            accepted(),
            event("count"),
            accepted())) {
      assertEquals(0, LoopRun.of(api, TOLD, 2).status());
      assertEquals("2", api.request(3).text());
    }
  }

  @Test
  void responseWithoutReplyIsRepeatedOnce() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(event("count"), close(), status(400), event("count"), accepted())) {
      LoopRun run = LoopRun.of(api, TOLD, 2);
      assertEquals(0, run.status());
      assertEquals("", run.printed(), "that Lambda has the answer is no failure");
      assertEquals("1", api.request(1).text());
      assertEquals("1", api.request(2).text());
      assertEquals("2", api.request(4).text(), "the handler ran once for each event");
    }
  }

  @Test
  void interruptedResponseIsRepeatedOnce() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(event(LARGE), closeHalfWay(), accepted(), event("count"), accepted())) {
      LoopRun run = LoopRun.of(api, TOLD, 2);
      assertEquals(0, run.status());
      assertEquals("", run.printed());
      assertEquals(6_000_000, api.request(2).body.length);
      assertEquals("2", api.request(4).text());
    }
  }

  /** More than the buffers of a connection hold, so that the loop sees that it was not sent. */
  @Test
  void refusedRepetitionOfAPartialResponseIsAFailure() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(
            event("large 40000000"),
            exchange -> exchange.socket.close(),
            status(403),
            event("count"),
            accepted())) {
      LoopRun run = LoopRun.of(api, TOLD, 2);
      assertEquals(0, run.status());
      assertEquals(
          "The Runtime API refused invocation/id-1/response with status 403\n", run.printed());
      assertEquals("2", api.request(4).text());
    }
  }

  @Test
  void repeatedlyBrokenResponseIsLoggedAndTheLoopGoesOn() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(event("count"), close(), close(), event("count"), accepted())) {
      LoopRun run = LoopRun.of(api, TOLD, 2);
      assertEquals(0, run.status());
      assertEquals(
          "The Runtime API did not answer invocation/id-1/response: the connection was closed\n",
          run.printed());
      assertEquals("2", api.request(4).text());
    }
  }

  @Test
  void earlyRefusalOfAResponseKeepsTheLoopGoing() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(
            event(LARGE), answerHalfWay(413), answerHalfWay(413), event("count"), accepted())) {
      LoopRun run = LoopRun.of(api, TOLD, 2);
      assertEquals(0, run.status());
      assertTrue(run.printed().contains("invocation/id-1/response"), run::printed);
      assertTrue(api.requests().stream().anyMatch(request -> request.text().equals("2")));
    }
  }

  @Test
  void permanentlyBrokenConnectionEndsTheLoop() throws IOException {
    ScriptedApi api = new ScriptedApi();
    api.close();
    LoopRun run = LoopRun.of(api, TOLD, 1);
    assertEquals(RuntimeLoop.API_FAILED, run.status());
    assertTrue(
        run.printed().startsWith("The Runtime API sends no event: Connection refused"),
        run::printed);
  }
}
