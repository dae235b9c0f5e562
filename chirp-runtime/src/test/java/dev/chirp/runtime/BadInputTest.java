package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.runtime.Probe.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class BadInputTest {

  private static final int LAMBDA_LIMIT = 6_291_556;

  /** Does what the query says: one instance for a whole test. */
  private static Object obey(ApiRequest request) throws Exception {
    return switch (request.query("error").orElse("")) {
      case "error" -> throw new LinkageError("planted");
      case "checked" -> throw new IOException("planted");
      case "cycle" -> cycle();
      case "unwritable" -> new Unwritable();
      case "endless" -> (Iterable<String>) Endless::new;
      case "large" -> "x".repeat(LAMBDA_LIMIT);
      case "message" -> throw new InvalidRequestException(1, "x".repeat(LAMBDA_LIMIT));
      case "self" -> throw new SelfBreaking(new IllegalStateException("no message"));
      case "self-error" -> throw new SelfBreaking(new AssertionError("no message"));
      case "self-answer" -> throw new SelfBreakingAnswer();
      case "self-overflow" -> throw new SelfRecursing();
      case "null" -> throw (Exception) java.lang.reflect.Array.get(new Exception[1], 0);
      case "nothing" -> throw new NoMessage();
      default -> "fine";
    };
  }

  private static Map<String, Object> cycle() {
    Map<String, Object> cycle = new HashMap<>();
    cycle.put("again", List.of(cycle));
    return cycle;
  }

  /** Databind finds nothing to write in it. */
  static final class Unwritable {}

  private static final class Endless implements Iterator<String> {
    @Override
    public boolean hasNext() {
      return true;
    }

    @Override
    public String next() {
      return "again and again";
    }
  }

  private static final class SelfBreaking extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SelfBreaking(Throwable cause) {
      super(cause);
    }

    @Override
    public String getMessage() {
      if (getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException("no message");
    }
  }

  private static final class SelfBreakingAnswer extends ApiException {
    private static final long serialVersionUID = 1L;

    SelfBreakingAnswer() {
      super(404, 1, "never seen");
    }

    @Override
    public String getMessage() {
      throw new AssertionError("no message");
    }
  }

  private static final class SelfRecursing extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      return toString();
    }
  }

  private static final class NoMessage extends ApiException {
    private static final long serialVersionUID = 1L;

    NoMessage() {
      super(418, 0, (String) java.lang.reflect.Array.get(new String[1], 0));
    }
  }

  private static String event(String shape, String error) {
    ObjectNode event = (ObjectNode) Probe.parse(Samples.read(shape));
    switch (shape) {
      case "pass-through" -> ((ObjectNode) event.at("/params/querystring")).put("error", error);
      case "http-api", "function-url" -> event.put("rawQueryString", "error=" + error);
      case "alb-multi-value" ->
          ((ObjectNode) event.get("multiValueQueryStringParameters")).putArray("error").add(error);
      case "alb" -> ((ObjectNode) event.get("queryStringParameters")).put("error", error);
      default -> {
        ((ObjectNode) event.get("queryStringParameters")).put("error", error);
        ((ObjectNode) event.get("multiValueQueryStringParameters")).putArray("error").add(error);
      }
    }
    return event.toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "error",
        "checked",
        "cycle",
        "unwritable",
        "endless",
        "large",
        "message",
        "self",
        "self-error",
        "self-answer",
        "self-overflow",
        "null"
      })
  void whateverAHandlerDoesTheNextRequestWorks(String error) {
    for (String level : List.of("INFO", "TRACE")) {
      Probe function =
          Probe.of(
              Map.of("CHIRP_LOG_LEVEL", level, "CHIRP_EXPOSE_ERRORS", "true"), BadInputTest::obey);
      for (String shape : Samples.ALL) {
        Outcome outcome = function.send(event(shape, error));
        assertEquals(500100, outcome.envelope().get("code").asLong(), shape);
        assertEquals(shape.equals("pass-through"), outcome.functionError());
        assertEquals(
            "fine", function.send(event(shape, "no")).envelope().get("data").asText(), shape);
      }
    }
  }

  @Test
  void interruptIsKept() {
    Outcome outcome =
        Probe.of(
                request -> {
                  throw new InterruptedException("stop");
                })
            .send(event("http-api", "no"));
    assertTrue(Thread.interrupted());
    assertEquals(500100, outcome.envelope().get("code").asLong());
  }

  @Test
  void anInterruptOfOneRequestDoesNotReachTheNext() {
    Probe function =
        Probe.of(
            request -> {
              Thread.sleep(1);
              return "slept";
            });
    Thread.currentThread().interrupt();
    Outcome outcome = function.send(event("http-api", "no"));
    assertEquals(200, outcome.envelope().get("code").asLong());
  }

  @Test
  void oneInstanceAnswersSeveralRequestsAtOnce() throws Exception {
    CyclicBarrier all = new CyclicBarrier(8);
    Probe function =
        Probe.of(
            Map.of("CHIRP_LOG_LEVEL", "DEBUG"),
            request -> {
              all.await(30, TimeUnit.SECONDS);
              String error = request.query("error").orElse("");
              if (error.endsWith("1")) {
                throw new NoSuchResourceException(1, error);
              }
              return error;
            });
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 50; round++) {
        List<Future<Outcome>> outcomes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          String event = event(Samples.ALL.get(i % Samples.ALL.size()), "a" + i % 4);
          outcomes.add(threads.submit(() -> function.send(event)));
        }
        for (int i = 0; i < 8; i++) {
          String at = i % 4 == 1 ? "/data/message" : "/data";
          Outcome outcome = outcomes.get(i).get(60, TimeUnit.SECONDS);
          assertEquals("a" + i % 4, outcome.envelope().at(at).asText());
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anErrorWithoutMessageHasAnEmptyOne() {
    Outcome outcome = Probe.of(BadInputTest::obey).send(event("http-api", "nothing"));
    assertEquals(418, outcome.json().get("statusCode").asInt());
    assertEquals("", outcome.envelope().at("/data/message").asText("?"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''               | The event is empty (line 1, column 1)
          '  '             | The event is empty (line 1, column 1)
          {"a": 1          | The event is JSON that ends too early (line 1, column 8)
          {"a": "b         | The event is JSON that ends too early (line 1, column 9)
          {"a" 1}          | The event is not JSON (line 1, column 6)
          hello            | The event is not JSON (line 1, column 1)
          [1]              | The event is not a JSON object
          null             | The event is not a JSON object
          "text"           | The event is not a JSON object
          {} {}            | The event goes on after the end of its JSON (line 1, column 4)
          {"a": NaN}       | The event is not JSON (line 1, column 10)
          {"params": 1}    | The event's params is not an object
          {"params": {"header": "x"}} | The event's header is not an object
          {"params": {"querystring": [1]}} | The event's querystring is not an object
          {"context": []}  | The event's context is not an object
          """)
  void anUnusableEventIsAFunctionErrorThatSaysWhatIsWrong(String event, String message) {
    Outcome outcome = Probe.of(BadInputTest::obey).send(event);
    assertTrue(outcome.functionError());
    assertEquals(message, outcome.json().at("/data/message").asText());
    assertEquals(400100, outcome.json().get("code").asInt());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "headers",
        "queryStringParameters",
        "pathParameters",
        "stageVariables",
        "multiValueHeaders",
        "multiValueQueryStringParameters"
      })
  void wrongTypesAtKnownPlacesAreStatusesInHttpShapes(String place) {
    for (String context : List.of("{\"http\": {}}", "{\"elb\": {}}", "{}")) {
      String event =
          "{\"httpMethod\": \"GET\", \"requestContext\": "
              + context
              + ", \""
              + place
              + "\": \"text\"}";
      Outcome outcome = Probe.of(BadInputTest::obey).send(event);
      assertFalse(outcome.functionError());
      assertEquals(400, outcome.json().get("statusCode").asInt());
      assertEquals(
          "The event's " + place + " is not an object",
          outcome.envelope().at("/data/message").asText());
    }
  }

  @Test
  void nonTextBodyIsRefusedInHttpShapes() {
    Outcome outcome =
        Probe.of(BadInputTest::obey).send("{\"requestContext\": {\"http\": {}}, \"body\": {}}");
    assertEquals("The event's body is not text", outcome.envelope().at("/data/message").asText());
  }

  @Test
  void invalidUtf8IsRefused() {
    byte[] event = "{\"params\": {\"path\": {\"id\": \"?\"}}}".getBytes(StandardCharsets.UTF_8);
    for (int bad : new int[] {0xff, 0xc3, 0x80}) {
      byte[] copy = event.clone();
      copy[new String(event, StandardCharsets.UTF_8).indexOf('?')] = (byte) bad;
      Outcome outcome = Probe.of(BadInputTest::obey).send(copy, new RecordingContext());
      assertTrue(outcome.functionError());
      assertEquals(400100, outcome.json().get("code").asInt());
    }
  }

  @Test
  void brokenBase64IsRefused() {
    Outcome outcome =
        Probe.of(ApiRequest::bodyText)
            .send(
                "{\"requestContext\": {\"http\": {}}, \"body\": \"%%%\", \"isBase64Encoded\": true}");
    assertEquals(400, outcome.json().get("statusCode").asInt());
    assertEquals(
        "The body is not base64, as the event says it is",
        outcome.envelope().at("/data/message").asText());
  }

  @Test
  void nestingHasALimit() {
    Probe function = Probe.of(request -> request.find("body-json").orElse("none"));
    for (int depth : new int[] {499, 500, 10_000}) {
      String nested = "[".repeat(depth) + "]".repeat(depth);
      Outcome event = function.send("{\"body-json\": " + nested + "}");
      Outcome body =
          function.send("{\"requestContext\": {\"http\": {}}, \"body\": \"" + nested + "\"}");
      assertEquals(depth < 500, !event.text().contains("nested more than 500 deep"), "" + depth);
      assertEquals(depth <= 500, !body.text().contains("nested more than 500 deep"), "" + depth);
      assertEquals("none", function.send("{}").envelope().get("data").asText());
    }
  }

  @Test
  void numbersHaveALimit() {
    Probe function = Probe.of(request -> request.body().isPresent());
    String fits = "9".repeat(1000);
    assertEquals(
        "true", function.send("{\"body-json\": [" + fits + "]}").json().get("data").asText());
    for (String level : List.of("INFO", "TRACE")) {
      Outcome outcome =
          Probe.of(Map.of("CHIRP_LOG_LEVEL", level), request -> request.body())
              .send("{\"body-json\": [" + fits + "9]}");
      assertEquals(400100, outcome.json().get("code").asInt());
      assertTrue(
          outcome.text().contains("has a number of more than 1000 characters"), outcome.text());
    }
  }

  @Test
  void hugeExponentIsRefused() {
    for (String number : List.of("12E45678901234567", "1e99999999999")) {
      Outcome read = Probe.of(ApiRequest::body).send("{\"body-json\": [" + number + "]}");
      assertEquals(400100, read.json().get("code").asInt(), number);
      Outcome bound =
          Probe.of(request -> request.body(Price.class))
              .send("{\"body-json\": {\"price\": " + number + "}}");
      assertEquals(400100, bound.json().get("code").asInt(), number);
    }
  }

  record Price(java.math.BigDecimal price) {}

  @Test
  void longNumbersAreWrittenWhateverTheLogLevel() {
    BigInteger large = BigInteger.ONE.shiftLeft(10_000);
    Outcome outcome = Probe.of(Map.of("CHIRP_LOG_LEVEL", "TRACE"), request -> large).send("{}");
    assertTrue(outcome.text().contains(large.toString()));
  }

  @Test
  void aBodyOfSixMegabytesArrives() {
    String body = "x".repeat(6 * 1024 * 1024);
    Probe function = Probe.of(request -> request.bodyText().orElseThrow().length());
    assertEquals(
        body.length(),
        function.send("{\"body-json\": \"" + body + "\"}").json().get("data").asInt());
    assertEquals(
        body.length(),
        function
            .send("{\"requestContext\": {\"http\": {}}, \"body\": \"" + body + "\"}")
            .envelope()
            .get("data")
            .asInt());
  }

  @Test
  void anEventBeyondTheLimitIsRefused() {
    Outcome outcome =
        Probe.of(BadInputTest::obey)
            .send("{\"body-json\": \"" + "x".repeat(8 * 1024 * 1024) + "\"}");
    assertEquals(
        "The event is larger than 8388608 bytes", outcome.json().at("/data/message").asText());
  }

  @Test
  void responseMayHaveLambdasLimitAndNotOneByteMore() {
    int envelope = "{\"data\": \"\", \"code\": 200, \"notes\": null}".length();
    String largest = "x".repeat(LAMBDA_LIMIT - envelope);
    assertEquals(LAMBDA_LIMIT, Probe.of(request -> largest).send("{}").text().length());
    assertTrue(Probe.of(request -> largest + "x").send("{}").functionError());
  }

  @Test
  void unreadableEventIsAFunctionError() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("connection reset");
          }
        };
    FunctionErrorException error =
        assertThrows(
            FunctionErrorException.class,
            () ->
                Probe.of(BadInputTest::obey)
                    .handleRequest(broken, new ByteArrayOutputStream(), new RecordingContext()));
    assertTrue(String.valueOf(error.getMessage()).contains("500100"));
  }

  @Test
  void responseIsWrittenInOnePiece() throws IOException {
    List<Integer> writes = new ArrayList<>();
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            writes.add(1);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            writes.add(length);
          }
        };
    Probe.of(request -> "x".repeat(100_000))
        .handleRequest(
            new ByteArrayInputStream("{}".getBytes(StandardCharsets.UTF_8)),
            counting,
            new RecordingContext());
    assertEquals(1, writes.size());
  }

  @Test
  void eventsMayArriveInPieces() throws IOException {
    byte[] event = Samples.read("pass-through").getBytes(StandardCharsets.UTF_8);
    InputStream slow =
        new InputStream() {
          private int next;

          @Override
          public int read() {
            return next < event.length ? event[next++] : -1;
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            int b = read();
            if (b >= 0) {
              target[offset] = (byte) b;
            }
            return b < 0 ? -1 : 1;
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Probe.of(request -> request.query("error").orElse(""))
        .handleRequest(slow, out, new RecordingContext());
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("404"));
  }
}
