package dev.chirp.internal.loop;

import static dev.chirp.internal.loop.Turns.accepted;
import static dev.chirp.internal.loop.Turns.event;
import static dev.chirp.internal.loop.Turns.raw;
import static dev.chirp.internal.loop.Turns.slowly;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events and answers that go well. */
class RuntimeLoopTest {
  private static final String TOLD = "acme.Told";
  private static final String TRACE = "com.amazonaws.xray.traceHeader";

  @Test
  void oneConnectionCarriesAllEventsAndAnswers() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(
            event("count"), accepted(), event("count"), accepted(), event("echo"), accepted())) {
      LoopRun run = LoopRun.of(api, "acme.Told::handleRequest", 3);
      assertEquals(0, run.status());
      assertEquals("", run.printed());
      assertEquals(
          List.of(
              "1 invocation/next",
              "1 invocation/id-1/response",
              "1 invocation/next",
              "1 invocation/id-1/response",
              "1 invocation/next",
              "1 invocation/id-1/response"),
          api.requests().stream().map(ScriptedApi.Request::toString).toList());
      assertEquals("1", api.request(1).text());
      assertEquals("2", api.request(3).text());
      assertEquals("echo", api.request(5).text());
      assertEquals("GET /2018-06-01/runtime/invocation/next HTTP/1.1", api.request(0).line);
      assertEquals(api.address(), api.request(0).header("host"));
      assertEquals("application/json", api.request(1).header("content-type"));
    }
  }

  @Test
  void contextComesFromHeadersAndVariables() throws IOException {
    String client =
        """
        {"client": {"installation_id": "i", "app_title": "t\\u00e4", "app_version_name": "n",
        "app_version_code": "c", "app_package_name": "p"}, "custom": {"a": "b", "n": 1}, "env": {"e": "f"}}\
        """
            .replace("\n", " ");
    String headers =
        """
        Lambda-Runtime-Trace-Id: Root=1-2
        Lambda-Runtime-Aws-Tenant-Id: tenant
        Lambda-Runtime-Cognito-Identity: {"cognitoIdentityId": "who", "cognitoIdentityPoolId": "pool"}
        Lambda-Runtime-Client-Context: %s
        """
            .formatted(client)
            .replace("\n", "\r\n");
    String inOneHour = Long.toString(System.currentTimeMillis() + 3_600_000);
    String reply = Turns.eventReply("", headers).replace("4102444800000", inOneHour);
    try (ScriptedApi api = new ScriptedApi(raw(reply), accepted())) {
      LoopRun.of(api, "acme.ContextReader", 1);
      assertEquals(
          """
          id-1
          told
          $LATEST
          arn:aws:lambda:eu-west-1:1:function:told
          /aws/lambda/told
          stream
          256 MB
          3600 s
          tenant
          Root=1-2
          who pool
          i t\u00e4 n c p {a=b, n=1} {e=f}""",
          api.request(1).text());
    }
  }

  @Test
  void missingHeadersAreAbsentInTheContext() throws IOException {
    try (ScriptedApi api = new ScriptedApi(event(""), accepted())) {
      LoopRun.of(api, "acme.ContextReader", 1);
      assertTrue(
          api.request(1).text().endsWith("\nnull\nnull\nno identity\nno client context"),
          api.request(1)::text);
    }
  }

  @Test
  void passedDeadlineLeavesNoTimeAndMissingDeadlineLeavesMuch() {
    assertEquals(0, invocation("1").millisLeft());
    assertEquals(Integer.MAX_VALUE, invocation("").millisLeft());
    assertTrue(
        invocation(Long.toString(System.currentTimeMillis() + 60_000)).millisLeft() > 50_000);
  }

  private static Invocation invocation(String deadline) {
    Map<String, String> headers = Map.of("lambda-runtime-deadline-ms", deadline);
    return new Invocation(new Reply(200, headers, Body.NOTHING, true));
  }

  @Test
  void theTraceIdIsAPropertyWhileItsInvocationRuns() throws IOException {
    String header = "Lambda-Runtime-Trace-Id: Root=1-2;Sampled=1\r\n";
    String ask = "property " + TRACE;
    try (ScriptedApi api =
        new ScriptedApi(event(ask, header), accepted(), event(ask), accepted())) {
      LoopRun.of(api, TOLD, 2);
      assertEquals("Root=1-2;Sampled=1", api.request(1).text());
      assertEquals("not set", api.request(3).text());
      assertNull(System.getProperty(TRACE));
    }
  }

  @Test
  void headerNamesAreReadInAnyCase() throws IOException {
    String reply = Turns.eventReply("count", "");
    try (ScriptedApi api =
        new ScriptedApi(
            raw(
                reply.replace(
                    Turns.HEADERS, Turns.HEADERS.toUpperCase(Locale.ROOT).replace("ID-1", "id-1"))),
            accepted(),
            raw(reply.replace(Turns.HEADERS, Turns.HEADERS.toLowerCase(Locale.ROOT))),
            accepted())) {
      assertEquals(0, LoopRun.of(api, TOLD, 2).status());
      assertEquals("2", api.request(3).text());
    }
  }

  @Test
  void replyMayArriveByteByByteOrInChunks() throws IOException {
    String chunked =
        "HTTP/1.1 200 OK\r\n"
            + Turns.HEADERS
            + "Transfer-Encoding: chunked\r\nTrailer: Lambda-Runtime-Function-Error-Type\r\n\r\n"
            + "4;name=\"value\"\r\necho\r\nA\r\n 123456789\r\n0\r\nLambda-Runtime-Function-Error-Type: none\r\n\r\n";
    try (ScriptedApi api =
        new ScriptedApi(
            slowly(Turns.eventReply("echo \u00e4", "")),
            slowly(Turns.statusReply(202, "")),
            slowly("HTTP/1.1 100 Continue\r\n\r\n" + chunked),
            accepted())) {
      assertEquals(0, LoopRun.of(api, TOLD, 2).status());
      assertEquals("echo \u00e4", api.request(1).text());
      assertEquals("echo 123456789", api.request(3).text());
      assertEquals(1, api.request(3).connection);
    }
  }

  @Test
  void eventsAndResponsesMayHaveSixMegabytes() throws IOException {
    int size = 6 * 1024 * 1024;
    String event = "length " + "x".repeat(size - 7);
    try (ScriptedApi api =
        new ScriptedApi(
            event(event),
            accepted(),
            event("large " + size),
            accepted(),
            event("count"),
            accepted())) {
      assertEquals(0, LoopRun.of(api, TOLD, 3).status());
      assertEquals(Integer.toString(size), api.request(1).text());
      assertEquals(size, api.request(3).body.length);
      assertEquals("3", api.request(5).text());
      assertEquals(1, api.request(5).connection);
    }
  }

  @Test
  void lateOutputOfAThreadIsDiscarded() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(
            event("late"), accepted(), event("count"), accepted(), event("count"), accepted())) {
      LoopRun.of(api, TOLD, 3);
      assertEquals("2", api.request(3).text());
      assertEquals("3", api.request(5).text());
    }
  }

  @Test
  void functionsInterruptDoesNotAffectTheNextEvent() throws IOException {
    try (ScriptedApi api =
        new ScriptedApi(event("interrupt"), accepted(), event("interrupted"), accepted())) {
      LoopRun.of(api, TOLD, 2);
      assertEquals("false", api.request(3).text());
    }
  }

  @Test
  void requestHandlerGetsBoundEvents() throws IOException {
    try (ScriptedApi api = new ScriptedApi(event("21"), accepted())) {
      LoopRun.of(api, "acme.Doubling", 1);
      assertEquals("42", api.request(1).text());
    }
  }

  @Test
  void theServerMayBeCalledByName() throws IOException {
    try (ScriptedApi api = new ScriptedApi(event("count"), accepted())) {
      String name = "localhost:" + api.port();
      assertEquals(0, LoopRun.of(Map.of(Address.VARIABLE, name), TOLD, 1).status());
      assertEquals(name, api.request(0).header("host"));
    }
  }

  @Test
  void theServerMayHaveAnAddressOfIpVersion6() throws IOException {
    byte[] one = new byte[16];
    one[15] = 1;
    InetAddress loopback = InetAddress.getByAddress(one);
    assumeTrue(isUsable(loopback), "This machine has no IPv6 loopback");
    try (ScriptedApi api = new ScriptedApi(loopback, event("count"), accepted())) {
      String name = "[::1]:" + api.port();
      assertEquals(0, LoopRun.of(Map.of(Address.VARIABLE, name), TOLD, 1).status());
      assertEquals(name, api.request(0).header("host"));
    }
  }

  private static boolean isUsable(InetAddress address) {
    try (ScriptedApi api = new ScriptedApi(address)) {
      return api.port() > 0;
    } catch (IOException e) {
      return false;
    }
  }
}
