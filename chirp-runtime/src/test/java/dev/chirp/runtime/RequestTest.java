package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.runtime.Probe.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

  private static final List<String> FIRST_AND_SECOND = List.of("first", "second");

  /** Runs checks inside a handler; a failed check comes out of it again. */
  private static Outcome check(String event, Consumer<ApiRequest> checks) {
    AssertionError[] failed = new AssertionError[1];
    Outcome outcome =
        Probe.of(
                request -> {
                  try {
                    checks.accept(request);
                  } catch (AssertionError e) {
                    failed[0] = e;
                  }
                  return "checked";
                })
            .send(event);
    if (failed[0] != null) {
      throw failed[0];
    }
    return outcome;
  }

  private static void checkAnswered(String event, Consumer<ApiRequest> checks) {
    Outcome outcome = check(event, checks);
    assertEquals("checked", outcome.envelope().get("data").asText(), outcome.text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass-through",
        "rest-proxy",
        "http-api",
        "function-url",
        "alb",
        "alb-multi-value"
      })
  void everyShapeReadsTheSame(String shape) {
    checkAnswered(
        Samples.read(shape),
        request -> {
          assertEquals(Optional.of("POST"), request.method());
          assertEquals(Optional.of("404"), request.query("error"));
          assertEquals(Optional.empty(), request.query("none"));
          assertEquals(List.of(), request.queryValues("none"));
          assertEquals(Optional.of("application/json"), request.header("aCCEPT"));
          assertEquals(List.of("application/json"), request.headerValues("Accept"));
          assertEquals(Optional.empty(), request.header("x-none"));
          assertEquals(Optional.of("dark"), request.cookie("theme"));
          assertEquals(Optional.of("s-1"), request.cookie("session"));
          assertEquals(Optional.of(""), request.cookie("empty"));
          assertEquals(Optional.empty(), request.cookie("none"));
          assertEquals(Optional.of("POST"), request.findText("context:http-method"));
          assertEquals(Optional.of("198.51.100.7"), request.findText("context:source-ip"));
          assertEquals(Optional.of("curl/8.5.0"), request.findText("context:user-agent"));
          assertEquals(Optional.of("404"), request.find("params:querystring:error"));
          assertEquals(Optional.of("application/json"), request.find("params:header:ACCEPT"));
          assertEquals(Optional.empty(), request.find("params:header:x-none"));
          assertEquals(Optional.empty(), request.find("params:nothing:x"));
          assertEquals(Optional.empty(), request.find("nothing"));
          assertTrue(request.find("params").orElseThrow() instanceof Map<?, ?>);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pass-through",
        "rest-proxy",
        "http-api",
        "function-url",
        "alb",
        "alb-multi-value"
      })
  void everyShapeReadsTheSameBody(String shape) {
    checkAnswered(
        Samples.read(shape),
        request -> {
          request.require("body-json:chirp-text", "body-json:empty", "body-json:tags:1");
          assertEquals(Optional.of("Hello, birds"), request.find("body-json:chirp-text"));
          assertEquals(Optional.of("second"), request.find("body-json:tags:1"));
          assertEquals(Optional.empty(), request.find("body-json:tags:2"));
          assertEquals(Optional.empty(), request.find("body-json:tags:-1"));
          assertEquals(Optional.empty(), request.find("body-json:tags:x"));
          assertEquals(Optional.empty(), request.find("body-json:none"));
          assertEquals(Optional.empty(), request.find("body-json:chirp-text:deeper"));
          assertEquals(Optional.of(3), request.find("body-json:count"));
          assertEquals(Optional.of("3"), request.findText("body-json:count"));
          assertEquals(Optional.of("[\"first\", \"second\"]"), request.findText("body-json:tags"));
          Map<?, ?> body = (Map<?, ?>) request.body().orElseThrow();
          assertEquals(FIRST_AND_SECOND, body.get("tags"));
          assertTrue(body.containsKey("none"));
          assertThrows(UnsupportedOperationException.class, () -> body.remove("tags"));
          String text = request.bodyText().orElseThrow();
          assertTrue(text.startsWith("{\"chirp-text\": \"Hello, birds\""), text);
          assertArrayEquals(
              text.getBytes(StandardCharsets.UTF_8), request.bodyBytes().orElseThrow());
          NewChirp bound = request.body(NewChirp.class);
          assertEquals(FIRST_AND_SECOND, bound.tags());
          assertEquals(new BigDecimal("12345678901234567.89"), bound.price());
          assertTrue(request.event().size() >= 4);
          assertThrows(UnsupportedOperationException.class, () -> request.event().clear());
        });
  }

  /** What a body is bound to. */
  record NewChirp(List<String> tags, int count, BigDecimal price) {}

  @ParameterizedTest
  @CsvSource({
    "pass-through, /chirps/{id}, prod",
    "rest-proxy, /chirps/{id}, prod",
    "http-api, /chirps/{id}, prod",
    "function-url, /chirps/42, $default"
  })
  void theContextIsThatOfThePassThroughEvent(String shape, String resourcePath, String stage) {
    checkAnswered(
        Samples.read(shape),
        request -> {
          assertEquals(Optional.of(resourcePath), request.find("context:resource-path"));
          assertEquals(Optional.of(stage), request.find("context:stage"));
          assertTrue(request.find("context:request-id").isPresent());
          assertTrue(request.find("context:api-id").isPresent());
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass-through", "rest-proxy", "http-api"})
  void pathParametersAndStageVariablesComeFromApiGateway(String shape) {
    checkAnswered(
        Samples.read(shape),
        request -> {
          assertEquals(Optional.of("42"), request.pathParameter("id"));
          assertEquals(Optional.of("42"), request.find("params:path:id"));
          assertEquals(Optional.of("chirps-prod"), request.stageVariable("table"));
          assertEquals(Optional.of("chirps-prod"), request.find("stage-variables:table"));
          assertEquals(Optional.empty(), request.pathParameter("none"));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "pass-through, /chirps/{id}",
    "rest-proxy, /chirps/42",
    "http-api, /prod/chirps/42",
    "function-url, /chirps/42",
    "alb, /chirps/42",
    "alb-multi-value, /chirps/42"
  })
  void thePathIsTheEvents(String shape, String path) {
    checkAnswered(Samples.read(shape), request -> assertEquals(Optional.of(path), request.path()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest-proxy", "http-api", "function-url", "alb-multi-value"})
  void repeatedQueryValuesKeepTheirOrder(String shape) {
    checkAnswered(
        Samples.read(shape),
        request -> {
          assertEquals(List.of("up", "down"), request.queryValues("sort"));
          assertEquals(Optional.of("down"), request.query("sort"));
          assertEquals(Optional.of("down"), request.find("params:querystring:sort"));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest-proxy", "http-api", "function-url", "alb", "alb-multi-value"})
  void queryValuesAreDecodedOnce(String shape) {
    checkAnswered(
        Samples.read(shape),
        request -> {
          assertEquals(Optional.of("a%20b+c"), request.query("text"));
          assertEquals(Optional.of("a%20b+c"), request.find("params:querystring:text"));
        });
  }

  @Test
  void aLoadBalancersQueryNamesAreDecodedToo() {
    checkAnswered(
        """
        {"requestContext": {"elb": {}}, "httpMethod": "GET",
         "queryStringParameters": {"a%5Bb%5D": "%C3%A4+%", "bad": "%zz%C3"}}
        """,
        request -> {
          assertEquals(Optional.of("ä %"), request.query("a[b]"));
          assertEquals(Optional.of("%zz\uFFFD"), request.query("bad"));
        });
  }

  @Test
  void repeatedHeadersAreApartWhereTheEventHasThemApart() {
    for (String shape : List.of("rest-proxy", "alb-multi-value")) {
      checkAnswered(
          Samples.read(shape),
          request -> {
            assertEquals(FIRST_AND_SECOND, request.headerValues("x-tag"));
            assertEquals(Optional.of("second"), request.header("X-Tag"));
          });
    }
    checkAnswered(
        Samples.read("http-api"),
        request -> assertEquals(List.of("first,second"), request.headerValues("x-tag")));
  }

  @Test
  void anAbsentAndAnEmptyBodyAreTheSame() {
    String[] events = {
      "{}",
      "{\"body-json\": null}",
      "{\"requestContext\": {\"http\": {}}}",
      "{\"requestContext\": {\"http\": {}}, \"body\": null}",
      "{\"requestContext\": {\"elb\": {}}, \"body\": \"\", \"isBase64Encoded\": true}",
      "{\"requestContext\": {}, \"httpMethod\": \"GET\", \"body\": \"\"}",
    };
    for (String event : events) {
      checkAnswered(
          event,
          request -> {
            assertEquals(Optional.empty(), request.body());
            assertEquals(Optional.empty(), request.bodyText());
            assertTrue(request.bodyBytes().isEmpty());
            assertEquals(Optional.empty(), request.find("body-json:x"));
            InvalidRequestException missing =
                assertThrows(InvalidRequestException.class, () -> request.body(NewChirp.class));
            assertEquals("The body is missing", missing.getMessage());
            assertEquals(100, missing.detailCode());
          });
    }
  }

  @Test
  void aBodyThatIsTextStaysText() {
    checkAnswered(
        "{\"body-json\": \"plain\"}",
        request -> {
          assertEquals(Optional.of("plain"), request.body());
          assertEquals(Optional.of("plain"), request.bodyText());
          assertEquals("plain", request.body(String.class));
        });
    checkAnswered(
        "{\"requestContext\": {\"http\": {}}, \"body\": \"a=1&b=2\"}",
        request -> {
          assertEquals(Optional.of("a=1&b=2"), request.bodyText());
          assertEquals(
              "The body is not JSON (line 1, column 1)",
              assertThrows(InvalidRequestException.class, request::body).getMessage());
          assertThrows(InvalidRequestException.class, () -> request.find("body-json:a"));
          assertThrows(InvalidRequestException.class, () -> request.body(NewChirp.class));
        });
  }

  @Test
  void binaryBodiesComeBack() {
    checkAnswered(
        "{\"requestContext\": {\"http\": {}}, \"body\": \"/wD+\", \"isBase64Encoded\": true}",
        request ->
            assertArrayEquals(
                new byte[] {(byte) 0xff, 0, (byte) 0xfe}, request.bodyBytes().orElseThrow()));
  }

  @Test
  void aBodyThatDoesNotFitIsTheCallersErrorAndNamesThePlace() {
    for (String shape : List.of("pass-through", "http-api")) {
      Outcome outcome =
          Probe.of(request -> request.body(Order.class))
              .send(order(shape, "{\"lines\": [{\"n\": 1}, {\"n\": \"x\"}]}"));
      String message = outcome.envelope().at("/data/message").asText();
      assertEquals("The body does not fit at lines:1:n: a number is expected", message);
      assertEquals(400100, outcome.envelope().get("code").asInt());
      assertFalse(outcome.text().contains("Order"), outcome.text());
    }
  }

  @Test
  void datesAreBoundAndUnknownFieldsIgnored() {
    checkAnswered(
        order("pass-through", "{\"day\": \"2026-01-31\", \"other\": 1}"),
        request -> assertEquals(LocalDate.of(2026, 1, 31), request.body(Order.class).day()));
  }

  @Test
  void aClassThatNothingCanBeBoundToIsTheProgrammersError() {
    Outcome outcome =
        Probe.of(request -> request.body(Unbindable.class)).send(order("pass-through", "{}"));
    assertEquals(500100, outcome.envelope().get("code").asInt());
  }

  interface Unbindable {}

  record Line(int n) {}

  record Order(List<Line> lines, LocalDate day) {}

  private static String order(String shape, String body) {
    return shape.equals("pass-through")
        ? "{\"body-json\": " + body + "}"
        : "{\"requestContext\": {\"http\": {}}, \"body\": \"" + body.replace("\"", "\\\"") + "\"}";
  }

  @Test
  void numbersAreTheSmallestJavaTypeThatHoldsThem() {
    checkAnswered(
        """
        {"body-json": [1, 3000000000, 12345678901234567890123, 1.5, 1e400, true, false]}
        """,
        request ->
            assertEquals(
                List.of(
                    1,
                    3_000_000_000L,
                    new BigInteger("12345678901234567890123"),
                    1.5,
                    new BigDecimal("1e400"),
                    true,
                    false),
                request.body().orElseThrow()));
  }

  @Test
  void pathsThatAreNoneOfTheSeedsLookIntoTheEvent() {
    checkAnswered(
        Samples.read("rest-proxy"),
        request ->
            assertEquals(Optional.of("b-7"), request.find("requestContext:authorizer:claims:sub")));
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    checkAnswered(
        "\uFEFF" + Samples.read("pass-through"),
        request -> assertEquals(Optional.of("404"), request.query("error")));
  }

  @Test
  void aLoadBalancersSourceIsTheAddressItSawItself() {
    checkAnswered(
        "{\"requestContext\": {\"elb\": {}}, \"headers\": {\"x-forwarded-for\": \"10.0.0.1,"
            + " 192.0.2.5\"}}",
        request -> assertEquals(Optional.of("192.0.2.5"), request.find("context:source-ip")));
  }
}
