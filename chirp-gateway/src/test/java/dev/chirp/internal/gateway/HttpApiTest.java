package dev.chirp.internal.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.MessageBytes;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.payload.ApiIdentity;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.gateway.payload.RequestIds;
import dev.chirp.internal.gateway.payload.ResultReader;
import dev.chirp.internal.gateway.route.RouteKey;
import dev.chirp.internal.gateway.route.RouteTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases that do not fit into a fixture: sizes, time, and values that are new for each request. */
class HttpApiTest {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<String> warnings = new CopyOnWriteArrayList<>();

  private HttpApi api(FunctionInvoker function, Duration timeout) {
    return new HttpApi(
        ApiIdentity.local(),
        RouteTable.of(Map.of(RouteKey.parse("ANY /{proxy+}"), ApiRoute.open(function))),
        CorsSettings.NONE,
        timeout,
        new AwsDifferences(warnings::add),
        (request, reason) -> problems.add(reason));
  }

  private FunctionInvoker.Outcome record(String event, RequestIds ids) {
    events.add(event);
    return new FunctionInvoker.Outcome.Returned("\"ok\"");
  }

  private static IncomingRequest request(String target, String contentType, byte[] body) {
    return new IncomingRequest(
        "POST",
        target,
        "HTTP/1.1",
        HeaderFields.NONE.with("Host", "127.0.0.1").with("Content-Type", contentType),
        MessageBytes.of(body),
        "127.0.0.1",
        8080,
        Instant.EPOCH);
  }

  private static String text(OutgoingResponse response) {
    return response.status() + " " + ((MessageBytes) response.body()).text();
  }

  @Test
  void eventOverSixMegabytesIsNotInvoked() throws InterruptedException {
    HttpApi api = api(this::record, HttpApi.MAX_TIMEOUT);
    assertEquals("200 ok", text(api.answer(request("/a", "text/plain", new byte[0]))));
    int rest = events.get(0).length() + ",\"body\":\"\"".length() + "6290000".length() - 1;
    byte[] most = "x".repeat(HttpApi.MAX_EVENT - rest).getBytes(StandardCharsets.US_ASCII);
    assertEquals("200 ok", text(api.answer(request("/a", "text/plain", most))));
    assertEquals(HttpApi.MAX_EVENT, events.get(1).length());
    byte[] more = new byte[most.length + 1];
    Arrays.fill(more, (byte) 'x');
    assertEquals(
        "413 {\"message\":\"Request Entity Too Large\"}",
        text(api.answer(request("/a", "text/plain", more))));
    assertEquals(2, events.size());
    assertEquals(List.of("The event has more than the 6291456 bytes that Lambda takes."), problems);
  }

  @Test
  void base64CountsForTheSizeOfAnEvent() throws InterruptedException {
    byte[] picture = new byte[5_000_000];
    assertEquals(
        "413 {\"message\":\"Request Entity Too Large\"}",
        text(api(this::record, HttpApi.MAX_TIMEOUT).answer(request("/a", "image/png", picture))));
    assertEquals(List.of(), events);
  }

  @Test
  void resultOverSixMegabytesIsAnInternalError() throws InterruptedException {
    String most = "\"" + "x".repeat(ResultReader.MAX_BYTES - 2) + "\"";
    HttpApi api =
        api((event, ids) -> new FunctionInvoker.Outcome.Returned(most), HttpApi.MAX_TIMEOUT);
    assertEquals(200, api.answer(request("/a", "text/plain", new byte[0])).status());
    HttpApi larger =
        api((event, ids) -> new FunctionInvoker.Outcome.Returned(most + " "), HttpApi.MAX_TIMEOUT);
    assertEquals(
        "500 {\"message\":\"Internal Server Error\"}",
        text(larger.answer(request("/a", "text/plain", new byte[0]))));
    assertEquals(
        List.of("The function's result is not a response: it has more than 6291556 bytes."),
        problems);
  }

  @Test
  void functionGoesOnAfterTheGatewaysTime() throws InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch returned = new CountDownLatch(1);
    HttpApi api =
        api(
            (event, ids) -> {
              assertTrue(answered.await(60, TimeUnit.SECONDS));
              returned.countDown();
              return new FunctionInvoker.Outcome.Returned("1");
            },
            Duration.ofMillis(50));
    assertEquals(
        "503 {\"message\":\"Service Unavailable\"}",
        text(api.answer(request("/a", "text/plain", new byte[0]))));
    answered.countDown();
    assertTrue(returned.await(60, TimeUnit.SECONDS));
    assertEquals(List.of("The function did not return within 50 ms; it goes on."), problems);
  }

  @Test
  void exceptionAfterTheGatewaysTimeIsUncaught() throws InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    BlockingQueue<Throwable> uncaught = new LinkedBlockingQueue<>();
    HttpApi api =
        api(
            (event, ids) -> {
              Thread.currentThread().setUncaughtExceptionHandler((own, e) -> uncaught.add(e));
              assertTrue(answered.await(60, TimeUnit.SECONDS));
              throw new OutOfMemoryError("planted");
            },
            Duration.ofMillis(50));
    assertEquals(503, api.answer(request("/a", "text/plain", new byte[0])).status());
    answered.countDown();
    Throwable late = uncaught.poll(60, TimeUnit.SECONDS);
    assertTrue(late instanceof OutOfMemoryError, () -> "uncaught: " + late);
  }

  @Test
  void failureAfterTheGatewaysTimeIsReported() throws InterruptedException {
    CountDownLatch answered = new CountDownLatch(1);
    BlockingQueue<String> reported = new LinkedBlockingQueue<>();
    HttpApi api =
        api(
            (event, ids) -> {
              assertTrue(answered.await(60, TimeUnit.SECONDS));
              return new FunctionInvoker.Outcome.Failed("Too late.");
            },
            Duration.ofMillis(50));
    HttpApi reporting =
        new HttpApi(
            api.identity(),
            api.routes(),
            api.cors(),
            api.timeout(),
            api.differences(),
            (request, reason) -> reported.add(reason));
    assertEquals(503, reporting.answer(request("/a", "text/plain", new byte[0])).status());
    answered.countDown();
    assertEquals(
        "The function did not return within 50 ms; it goes on.",
        reported.poll(60, TimeUnit.SECONDS));
    assertEquals("Too late.", reported.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void errorOfAnInvocationStaysAnError() {
    HttpApi api =
        api(
            (event, ids) -> {
              throw new OutOfMemoryError("planted");
            },
            HttpApi.MAX_TIMEOUT);
    assertEquals(
        "planted",
        assertThrows(
                OutOfMemoryError.class, () -> api.answer(request("/a", "text/plain", new byte[0])))
            .getMessage());
  }

  @Test
  void gatewayWaitsThirtySeconds() {
    assertEquals(Duration.ofSeconds(30), HttpApi.MAX_TIMEOUT);
  }

  @Test
  void eachRequestHasItsOwnIds() throws InterruptedException {
    HttpApi api = api(this::record, HttpApi.MAX_TIMEOUT);
    String first = requestId(api.answer(request("/a", "text/plain", new byte[0])));
    String second = requestId(api.answer(request("/a", "text/plain", new byte[0])));
    assertTrue(first.matches("[A-Za-z0-9+/]{15}="), first);
    assertNotEquals(first, second);
    assertTrue(events.get(0).contains("\"requestId\":\"" + first + "\""), events.get(0));
    assertTrue(
        events.get(0).matches(".*\"x-amzn-trace-id\":\"Root=1-00000000-[0-9a-f]{24}\".*"),
        events.get(0));
  }

  private static String requestId(OutgoingResponse response) {
    return response.headers().first("apigw-requestid").orElseThrow();
  }

  /** A signed link has its credentials there. */
  @Test
  void warningsAreWithoutTheQuery() throws InterruptedException {
    HttpApi api = api(this::record, HttpApi.MAX_TIMEOUT);
    api.answer(request("/a|b%3F?X-Amz-Signature=secret", "text/plain", new byte[0]));
    api.answer(request("/a?X-Amz-Signature=secret&b=%", "text/plain", new byte[0]));
    assertEquals(3, warnings.size(), warnings::toString);
    assertFalse(warnings.toString().contains("secret"), warnings::toString);
    assertFalse(problems.toString().contains("secret"), problems::toString);
  }

  @Test
  void longPercentEncodedPathAndQueryAreDecoded() throws InterruptedException {
    String encoded = "%E3%81%82".repeat(1100);
    HttpApi api = api(this::record, HttpApi.MAX_TIMEOUT);
    assertEquals("200 ok", text(api.answer(request("/" + encoded, "text/plain", new byte[0]))));
    assertEquals("200 ok", text(api.answer(request("/a?q=" + encoded, "text/plain", new byte[0]))));
    assertTrue(events.get(0).contains("\"rawPath\":\"/" + "あ".repeat(1100) + "\""));
    assertTrue(events.get(1).contains("{\"q\":\"" + "あ".repeat(1100) + "\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%a", "%zz", "%4", "a%20%", "%２０", "%20%2"})
  void badPercentEscapeIsABadRequest(String text) throws InterruptedException {
    HttpApi api = api(this::record, HttpApi.MAX_TIMEOUT);
    assertEquals(400, api.answer(request("/" + text, "text/plain", new byte[0])).status());
    assertEquals(400, api.answer(request("/a?" + text, "text/plain", new byte[0])).status());
  }

  @Test
  void objectThatIsTooDeepIsAnInternalError() throws InterruptedException {
    String deep = "[".repeat(501) + "]".repeat(501);
    HttpApi api =
        api(
            (event, ids) ->
                new FunctionInvoker.Outcome.Returned(
                    "{\"a\":%s,\"statusCode\":404}".formatted(deep)),
            HttpApi.MAX_TIMEOUT);
    assertEquals(500, api.answer(request("/a", "text/plain", new byte[0])).status());
    assertEquals(
        List.of("The function's result is not a response: it is nested more than 500 levels deep."),
        problems);
    HttpApi array =
        api((event, ids) -> new FunctionInvoker.Outcome.Returned(deep), HttpApi.MAX_TIMEOUT);
    assertEquals("200 " + deep, text(array.answer(request("/a", "text/plain", new byte[0]))));
  }

  @Test
  void messageOfAFunctionUrlIsEscaped() {
    assertEquals(
        "501 {\"Message\":\"no \\\"streams\\\" here\"}",
        text(FunctionUrlApi.unsupported("no \"streams\" here")));
  }

  @Test
  void eachKindOfDifferenceIsWarnedOfOnce() throws InterruptedException {
    HttpApi api = api(this::record, HttpApi.MAX_TIMEOUT);
    api.answer(request("/a|b", "text/plain", new byte[0]));
    api.answer(request("/c|d", "text/plain", new byte[0]));
    api.answer(request("/", "text/plain", new byte[0]));
    api.answer(request("/a/", "text/plain", new byte[0]));
    assertEquals(
        List.of(
            "AWS may differ here: a request target with characters that must be encoded (POST"
                + " /a|b).",
            "AWS may differ here: a greedy route matches only if its variable may be empty (POST"
                + " /).",
            "AWS may differ here: a path that ends with a slash (POST /a/)."),
        warnings);
  }
}
