package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggingTest {

  private static final String EVENT = Samples.read("pass-through");

  private static List<String> log(Map<String, String> environment, Probe.Handler handler) {
    RecordingContext context = new RecordingContext();
    Probe.of(environment, handler).send(EVENT, context);
    return context.lines;
  }

  private static Object notFound(ApiRequest request) {
    throw new NoSuchResourceException(7, "No chirp\r\n[ERROR] forged");
  }

  private static Object broken(ApiRequest request) {
    throw new IllegalStateException("the table is gone");
  }

  @Test
  void successIsSilentAtInfo() {
    assertEquals(List.of(), log(Map.of(), request -> 1));
  }

  @Test
  void anApiErrorIsOneInfoLine() {
    assertEquals(
        List.of("[INFO] req-1 404 7 No chirp  [ERROR] forged"),
        log(Map.of(), LoggingTest::notFound));
  }

  @Test
  void aFailureIsLoggedWithItsStackTrace() {
    List<String> lines = log(Map.of(), LoggingTest::broken);
    assertEquals(1, lines.size());
    assertTrue(
        lines.get(0).startsWith("[ERROR] req-1 java.lang.IllegalStateException: the table is gone"),
        lines.get(0));
    assertTrue(lines.get(0).contains("at dev.chirp.runtime.LoggingTest.broken("), lines.get(0));
  }

  @Test
  void messageCannotForgeALogLine() {
    List<String> lines =
        log(
            Map.of(),
            request -> {
              IllegalStateException failure =
                  new IllegalStateException(
                      "bad id 7\n[INFO] req-2 200 admin",
                      new IOException("a\r\tat b\u2028c\u2029d\u0085e"));
              failure.addSuppressed(new IOException("x\ny"));
              throw failure;
            });
    List<String> parts = lines.get(0).lines().toList();
    assertEquals(
        "[ERROR] req-1 java.lang.IllegalStateException: bad id 7 [INFO] req-2 200 admin",
        parts.get(0));
    assertTrue(parts.contains("Caused by: java.io.IOException: a  at b c d e"), lines.get(0));
    assertTrue(parts.contains("\tSuppressed: java.io.IOException: x y"), lines.get(0));
    for (String part : parts.subList(1, parts.size())) {
      assertTrue(
          part.startsWith("\tat ")
              || part.startsWith("Caused by: ")
              || part.startsWith("\tSuppressed: "),
          part);
    }
  }

  @Test
  void cyclicCausesArePrintedOnce() {
    IllegalStateException one = new IllegalStateException("one");
    IllegalStateException two = new IllegalStateException("two", one);
    one.initCause(two);
    assertTrue(
        log(
                Map.of(),
                request -> {
                  throw two;
                })
            .get(0)
            .contains("Caused by: java.lang.IllegalStateException: one"));
  }

  @Test
  void serverErrorIsLoggedAsErrorWithItsCause() {
    List<String> lines =
        log(
            Map.of("CHIRP_LOG_LEVEL", "ERROR"),
            request -> {
              throw new ApiException(503, 7, "Busy", new IOException("the table is gone"));
            });
    assertTrue(lines.get(0).startsWith("[ERROR] req-1 503 7 Busy\n\tat dev.chirp."), lines.get(0));
    assertTrue(lines.get(0).contains("\nCaused by: java.io.IOException: the table is gone\n"));
  }

  @Test
  void callersErrorIsLoggedAsInfoWithItsCause() {
    List<String> lines =
        log(
            Map.of(),
            request -> {
              throw new ApiException(400, 7, "No", new IOException("what the body says"));
            });
    assertTrue(lines.get(0).startsWith("[INFO] req-1 400 7 No\n\tat dev.chirp."), lines.get(0));
    assertTrue(lines.get(0).contains("\nCaused by: java.io.IOException: what the body says\n"));
    assertEquals(
        List.of("[ERROR] req-1 502 7 Busy"),
        log(
            Map.of(),
            request -> {
              throw new ApiException(502, 7, "Busy");
            }));
  }

  @Test
  void inJsonTheRequestIdIsLeftToLambda() {
    assertEquals(
        List.of("[INFO] 404 7 No chirp  [ERROR] forged"),
        log(Map.of("AWS_LAMBDA_LOG_FORMAT", "JSON"), LoggingTest::notFound));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DEBUG", "trace"})
  void debugLogsRequestAndResponseOnALineEach(String level) {
    List<String> lines = log(Map.of("CHIRP_LOG_LEVEL", level), request -> Map.of("n", 1));
    assertEquals(2, lines.size());
    assertTrue(
        lines.get(0).startsWith("[DEBUG] req-1 request {\"body-json\": {\"chirp-text\": \"Hello"),
        lines.get(0));
    assertEquals(
        "[DEBUG] req-1 response {\"data\": {\"n\": 1}, \"code\": 200, \"notes\": null}",
        lines.get(1));
    assertFalse(lines.get(0).contains("\n"));
    List<String> failed = log(Map.of("CHIRP_LOG_LEVEL", level), LoggingTest::notFound);
    assertEquals(3, failed.size());
    assertTrue(failed.get(2).startsWith("[DEBUG] req-1 response {\"data\": {\"httpStatusCode\""));
  }

  @Test
  void levelComesFromChirpThenLambdaThenDefault() {
    assertEquals(2, log(Map.of("AWS_LAMBDA_LOG_LEVEL", "DEBUG"), request -> 1).size());
    assertEquals(
        0,
        log(
                Map.of("AWS_LAMBDA_LOG_LEVEL", "DEBUG", "CHIRP_LOG_LEVEL", "WARN"),
                LoggingTest::notFound)
            .size());
    assertEquals(1, log(Map.of("CHIRP_LOG_LEVEL", "ERROR"), LoggingTest::broken).size());
    assertEquals(0, log(Map.of("CHIRP_LOG_LEVEL", "FATAL"), LoggingTest::broken).size());
    assertEquals(1, log(Map.of("CHIRP_LOG_LEVEL", "verbose"), LoggingTest::notFound).size());
  }

  @Test
  void anUnreadableEventIsOneInfoLine() {
    RecordingContext context = new RecordingContext();
    Probe.of(request -> 1).send("{\"password\": \"hunter22", context);
    assertEquals(1, context.lines.size());
    assertEquals(
        "[INFO] req-1 400 100 The event is JSON that ends too early (line 1, column 23)",
        context.lines.get(0));
  }

  /** A context that answers nothing but null and zero. */
  private static Context emptyContext() {
    return (Context)
        Proxy.newProxyInstance(
            LoggingTest.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                method.getReturnType() == int.class ? 0 : method.getDefaultValue());
  }

  @Test
  void aContextWithoutLoggerAndRequestIdBreaksNothing() throws Exception {
    Probe function =
        Probe.of(
            Map.of("CHIRP_LOG_LEVEL", "TRACE"), request -> "id: '" + request.requestId() + "'");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    function.handleRequest(
        new ByteArrayInputStream(EVENT.getBytes(StandardCharsets.UTF_8)), out, emptyContext());
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("id: ''"));
  }

  @Test
  void failingLoggerDoesNotPreventTheResponse() throws Exception {
    LambdaLogger failing =
        new LambdaLogger() {
          @Override
          public void log(String message) {
            throw new IllegalStateException("disk full");
          }

          @Override
          public void log(byte[] message) {
            throw new IllegalStateException("disk full");
          }
        };
    Context context =
        (Context)
            Proxy.newProxyInstance(
                LoggingTest.class.getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getLogger") ? failing : "req-1");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Probe.of(LoggingTest::broken)
        .handleRequest(
            new ByteArrayInputStream(Samples.read("http-api").getBytes(StandardCharsets.UTF_8)),
            out,
            context);
    assertTrue(out.toString(StandardCharsets.UTF_8).contains("\"statusCode\": 500"));
  }
}
