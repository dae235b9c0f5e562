package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.runtime.Probe.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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

  /** The class that a body is bound to. */
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

  /**
   * The same request, {@code GET /files/a%2Fb%20c+%25zz%2525%C3%A4}, as each service hands it over:
   * https://github.com/aws/aws-sam-cli/issues/771,
   * https://github.com/serverless/serverless/issues/5037.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"params": {"path": {"id": "?"}}}                              | a%2Fb%20c+%25zz%2525%C3%A4
          {"requestContext": {}, "httpMethod": "GET", "pathParameters": {"id": "?"}} | a%2Fb%20c+%25zz%2525%C3%A4
          {"version": "1.0", "requestContext": {}, "httpMethod": "GET", "pathParameters": {"id": "?"}} | a/b c+%zz%25ä
          {"version": "2.0", "requestContext": {"http": {}}, "pathParameters": {"id": "?"}} | a/b c+%zz%25ä
          """)
  void pathParametersAreDecodedOnceWhicheverWayTheyCame(String event, String sent) {
    checkAnswered(
        event.replace("?", sent),
        request -> {
          assertEquals(Optional.of("a/b c+%zz%25ä"), request.pathParameter("id"));
          assertEquals(Optional.of("a/b c+%zz%25ä"), request.find("params:path:id"));
          assertEquals(Optional.of(Map.of("id", "a/b c+%zz%25ä")), request.find("params:path"));
          assertEquals("a/b c+%zz%25ä", request.pathField("id").asText());
          assertEquals("a/b c+%zz%25ä", request.field("params:path:id").asText());
          assertEquals(Optional.of(sent), request.rawPathParameter("id"));
          assertEquals(Optional.empty(), request.pathParameter("none"));
          assertEquals(Optional.empty(), request.rawPathParameter("none"));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "%, %",
    "100%, 100%",
    "%4, %4",
    "%zz, %zz",
    "a%2, a%2",
    "%C3%A4, ä",
    "%c3%a4, ä",
    "%FF, \uFFFD",
    "a+b, a+b",
    "a%2Bb, a+b",
    "%2525, %25",
    "%E2%82%AC%20, '€ '",
    "'', ''"
  })
  void invalidEscapeInAPathStaysAsItIs(String sent, String decoded) {
    checkAnswered(
        "{\"params\": {\"path\": {\"id\": \"" + sent + "\"}}}",
        request -> {
          assertEquals(Optional.of(decoded), request.pathParameter("id"));
          assertEquals(Optional.of(sent), request.rawPathParameter("id"));
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"requestContext": {}, "httpMethod": "GET", "path": "/a%20b+%2525"}         | /a%20b+%2525
          {"version": "1.0", "requestContext": {}, "httpMethod": "GET", "path": "/a b+%25"} | /a b+%25
          {"requestContext": {"http": {}, "domainName": "x.execute-api.eu-central-1.amazonaws.com"}, "rawPath": "/a b+%25"} | /a b+%25
          {"requestContext": {"http": {}, "domainName": "x.lambda-url.eu-central-1.on.aws"}, "rawPath": "/a%20b+%2525"} | /a%20b+%2525
          {"requestContext": {"elb": {}}, "httpMethod": "GET", "path": "/a%20b+%2525"} | /a%20b+%2525
          """)
  void thePathIsDecodedOnceWhicheverWayItCame(String event, String raw) {
    checkAnswered(
        event,
        request -> {
          assertEquals(Optional.of("/a b+%25"), request.path());
          assertEquals(Optional.of(raw), request.rawPath());
        });
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
  void repeatedHeadersStaySeparateIfTheEventSeparatesThem() {
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
  void binaryBodiesAreDecoded() {
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
      assertEquals("body-json:lines:1:n: 'x' is not a whole number", message);
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
  void unbindableClassIsAFailureOfTheFunction() {
    Outcome outcome =
        Probe.of(request -> request.body(Unbindable.class)).send(order("pass-through", "{}"));
    assertEquals(500100, outcome.envelope().get("code").asInt());
  }

  @Test
  void exceptionOfABoundClassIsRethrown() {
    for (String shape : List.of("pass-through", "http-api")) {
      for (Class<?> type : List.of(Named.class, Person.class, Account.class)) {
        JsonNode refused =
            bound(type, shape, "{\"named\": {\"name\": \"long\"}, \"name\": \"long\"}");
        assertEquals(4007, refused.get("code").asInt(), refused.toString());
        assertEquals("Name too long", refused.at("/data/message").asText());
      }
      JsonNode bug = bound(Named.class, shape, "{}");
      assertEquals(500100, bug.get("code").asInt(), bug.toString());
      JsonNode argument = bound(Person.class, shape, "{\"named\": {\"name\": \"bad\"}}");
      assertEquals(400100, argument.get("code").asInt(), argument.toString());
      assertEquals(
          "body-json:named: an object does not fit", argument.at("/data/message").asText());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"x\"", "1e30", "1e400", "-99999999999999999999", "\"PT1\"", "[]", "{}"})
  void anInvalidTimeIsTheCallersError(String time) {
    for (String name : List.of("at", "day", "month", "year", "time", "duration", "zoned")) {
      JsonNode envelope = bound(Times.class, "pass-through", "{\"" + name + "\": " + time + "}");
      int code = envelope.get("code").asInt();
      assertTrue(code == 400100 || code == 200, name + envelope);
    }
  }

  private static JsonNode bound(Class<?> type, String shape, String body) {
    return Probe.of(request -> "" + request.body(type)).send(order(shape, body)).envelope();
  }

  record Times(
      Instant at,
      LocalDate day,
      Month month,
      Year year,
      LocalTime time,
      Duration duration,
      ZonedDateTime zoned) {}

  record Named(String name) {
    Named {
      if (name.equals("bad")) {
        throw new IllegalArgumentException("bad");
      }
      if (name.length() > 3) {
        throw new InvalidRequestException(7, "Name too long");
      }
    }
  }

  record Person(Named named) {}

  /** A bean. */
  static final class Account {
    private String name = "";

    public void setName(String name) {
      this.name = new Named(name).name();
    }

    @Override
    public String toString() {
      return name;
    }
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
  void otherPathsStartAtTheEvent() {
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

  @ParameterizedTest
  @CsvSource({
    "'\"elb\": {}', queryStringParameters, '{\"a\": null, \"b\": \"1\"}'",
    "'\"elb\": {}', multiValueQueryStringParameters, '{\"a\": null, \"b\": [null, \"1\"]}'",
    "'\"elb\": {}', multiValueQueryStringParameters, '{\"a\": [null], \"b\": [\"1\"]}'",
    "'', queryStringParameters, '{\"a\": null, \"b\": \"1\"}'",
    "'', multiValueQueryStringParameters, '{\"a\": null, \"b\": [\"1\"]}'",
    "'\"http\": {}', queryStringParameters, '{\"a\": null, \"b\": \"1\"}'",
    "none, querystring, '{\"a\": null, \"b\": \"1\"}'",
  })
  void aNullIsTheSameAsAMissingValue(String context, String name, String query) {
    String header =
        name.replace("queryStringParameters", "headers")
            .replace("QueryStringParameters", "Headers");
    checkAnswered(
        context.equals("none")
            ? "{\"params\": {\"querystring\": " + query + ", \"header\": " + query + "}}"
            : "{\"requestContext\": {"
                + context
                + "}, \"httpMethod\": \"GET\", \""
                + name
                + "\": "
                + query
                + ", \""
                + header
                + "\": "
                + query
                + "}",
        request -> {
          assertEquals(Optional.empty(), request.query("a"));
          assertEquals(List.of(), request.queryValues("a"));
          assertEquals(Optional.empty(), request.find("params:querystring:a"));
          assertEquals(Optional.of("1"), request.query("b"));
          assertEquals(Optional.of("1"), request.find("params:querystring:b"));
          assertEquals(Optional.empty(), request.header("a"));
          assertEquals(List.of(), request.headerValues("a"));
          assertEquals(Optional.of("1"), request.header("B"));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"http-api", "function-url"})
  void theCookieHeaderIsThereWhereTheEventHasCookies(String shape) {
    String cookies = "theme=dark; session=\"s-1\"; empty=";
    checkAnswered(
        Samples.read(shape),
        request -> {
          assertEquals(Optional.of(cookies), request.header("Cookie"));
          assertEquals(List.of(cookies), request.headerValues("cookie"));
          assertEquals(Optional.of(cookies), request.find("params:header:Cookie"));
        });
    checkAnswered(
        "{\"requestContext\": {\"http\": {}}, \"cookies\": [], \"headers\": {\"Cookie\": \"a=b\"}}",
        request -> {
          assertEquals(Optional.of("a=b"), request.header("cookie"));
          assertEquals(Optional.of("b"), request.cookie("a"));
        });
    checkAnswered(
        "{\"requestContext\": {\"http\": {}}, \"cookies\": []}",
        request -> assertEquals(Optional.empty(), request.header("cookie")));
  }

  @Test
  void anHttpApiEventWithoutRawQueryHasItsParsedOne() {
    checkAnswered(
        "{\"requestContext\": {\"http\": {}}, \"queryStringParameters\": {\"a\": \"b%20+\"}}",
        request -> {
          assertEquals(Optional.of("b%20+"), request.query("a"));
          assertEquals(Optional.of("b%20+"), request.find("params:querystring:a"));
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
  void nothingThatIsHandedOutCanBeChanged(String shape) {
    checkAnswered(
        Samples.read(shape),
        request -> {
          assertFixed(request.queryValues("error"));
          assertFixed(request.queryValues("none"));
          assertFixed(request.headerValues("accept"));
          assertFixed(request.headerValues("none"));
          for (String path :
              List.of("context", "params", "params:querystring", "params:path", "params:header")) {
            Map<?, ?> map = (Map<?, ?>) request.find(path).orElseThrow();
            assertThrows(UnsupportedOperationException.class, map::clear, path);
          }
        });
  }

  private static void assertFixed(List<String> values) {
    assertThrows(UnsupportedOperationException.class, () -> values.add("x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678901234567.89", "10.10", "1.5", "0.1", "-2.0", "7", "1E+400"})
  void numbersKeepTheirDigits(String number) {
    checkAnswered(
        "{\"body-json\": {\"n\": " + number + "}, \"m\": " + number + "}",
        request -> {
          assertEquals(Optional.of(number), request.findText("body-json:n"));
          assertEquals(Optional.of(number), request.findText("m"));
        });
  }

  @Test
  void namesOfHeadersThatDifferInCaseAreOneHeader() {
    for (String headers :
        List.of(
            "\"multiValueHeaders\": {\"X-T\": [\"a\"], \"x-t\": [\"b\", \"c\"]}",
            "\"headers\": {\"X-T\": \"a\", \"x-T\": \"b\", \"x-t\": \"c\"}")) {
      checkAnswered(
          "{\"requestContext\": {}, \"httpMethod\": \"GET\", " + headers + "}",
          request -> {
            assertEquals(List.of("a", "b", "c"), request.headerValues("x-t"));
            assertEquals(Optional.of("c"), request.header("X-T"));
            assertEquals(Optional.of("c"), request.find("params:header:X-T"));
          });
    }
  }

  @Test
  void brokenBase64IsTheSameErrorForEachMethod() {
    checkAnswered(
        "{\"requestContext\": {\"http\": {}}, \"body\": \"?\", \"isBase64Encoded\": true}",
        request -> {
          List<Executable> reads =
              List.of(
                  request::body,
                  request::bodyText,
                  request::bodyBytes,
                  () -> request.body(Order.class),
                  () -> request.find("body-json"));
          for (Executable read : reads) {
            assertEquals(
                "The body is not base64, as the event says it is",
                assertThrows(InvalidRequestException.class, read).getMessage());
          }
        });
  }

  @Test
  void aLoadBalancersSourceIsTheAddressItSawItself() {
    checkAnswered(
        "{\"requestContext\": {\"elb\": {}}, \"headers\": {\"x-forwarded-for\": \"10.0.0.1,"
            + " 192.0.2.5\"}}",
        request -> assertEquals(Optional.of("192.0.2.5"), request.find("context:source-ip")));
  }
}
