package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.runtime.Probe.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {

  private static Outcome answer(String shape, Object result) {
    return Probe.of(request -> result).send(Samples.read(shape));
  }

  private static String data(Object value) {
    String text = answer("pass-through", value).text();
    return text.substring("{\"data\": ".length(), text.indexOf(", \"code\": "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest-proxy", "http-api", "function-url", "alb"})
  void successIsAStatusAndTheEnvelopeAsBody(String shape) {
    JsonNode json = answer(shape, Map.of("status", "ok")).json();
    assertEquals(200, json.get("statusCode").asInt());
    assertEquals("application/json", json.at("/headers/content-type").asText());
    assertFalse(json.get("isBase64Encoded").asBoolean());
    assertEquals(
        "{\"data\": {\"status\": \"ok\"}, \"code\": 200, \"notes\": null}",
        json.get("body").asText());
  }

  @Test
  void aMultiValueLoadBalancerGetsMultiValueHeadersOnly() {
    JsonNode json =
        answer(
                "alb-multi-value",
                ApiResponse.of(1).withHeader("X-A", "b").withCookie("a=1").withCookie("b=2"))
            .json();
    assertFalse(json.has("headers"));
    assertEquals(
        "{\"x-a\":[\"b\"],\"content-type\":[\"application/json\"],\"set-cookie\":[\"a=1\",\"b=2\"]}",
        json.get("multiValueHeaders").toString());
    assertEquals("200 OK", json.get("statusDescription").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest-proxy", "http-api", "function-url", "alb", "alb-multi-value"})
  void errorsAreStatuses(String shape) {
    Outcome outcome =
        Probe.of(
                request -> {
                  throw new ForbiddenException(3, "No \"birds\" here");
                })
            .send(Samples.read(shape));
    assertFalse(outcome.functionError());
    assertEquals(403, outcome.json().get("statusCode").asInt());
    assertEquals(
        shape.startsWith("alb") ? "403 Error" : "",
        outcome.json().path("statusDescription").asText());
    String body = outcome.json().get("body").asText();
    assertTrue(body.startsWith("{\"data\": {\"httpStatusCode\": 403, \"detailCode\": 3, "), body);
    assertEquals("No \"birds\" here", outcome.envelope().at("/data/message").asText());
    assertEquals(4033, outcome.envelope().get("code").asInt());
  }

  @Test
  void cookiesLeaveAsEachShapeWantsThem() {
    ApiResponse two = ApiResponse.of(1).withCookie("a=1; Path=/").withCookie("b=2");
    assertEquals(
        "[\"a=1; Path=/\",\"b=2\"]",
        answer("rest-proxy", two).json().at("/multiValueHeaders/set-cookie").toString());
    for (String shape : List.of("http-api", "function-url")) {
      assertEquals(
          "[\"a=1; Path=/\",\"b=2\"]", answer(shape, two).json().get("cookies").toString());
    }
    assertEquals(
        "a=1",
        answer("alb", ApiResponse.of(1).withCookie("a=1"))
            .json()
            .at("/headers/set-cookie")
            .asText());
  }

  @Test
  void aLoadBalancerThatCanCarryOneCookieRefusesTwo() {
    RecordingContext context = new RecordingContext();
    Outcome outcome =
        Probe.of(request -> ApiResponse.of(1).withCookie("a=1").withCookie("b=2"))
            .send(Samples.read("alb"), context);
    assertEquals(500, outcome.json().get("statusCode").asInt());
    assertTrue(context.log().contains("lambda.multi_value_headers.enabled"), context.log());
  }

  @Test
  void statusNotesAndHeadersAreTheFunctionsChoice() {
    Outcome outcome =
        answer(
            "http-api",
            ApiResponse.of(List.of())
                .withStatus(201)
                .withNotes(Map.of("next", 2))
                .withHeader("Content-Type", "application/hal+json")
                .withHeader("Location", "/old")
                .withHeader("LOCATION", "/chirps/1"));
    assertEquals(201, outcome.json().get("statusCode").asInt());
    assertEquals(
        "{\"content-type\":\"application/hal+json\",\"location\":\"/chirps/1\"}",
        outcome.json().get("headers").toString());
    assertEquals(
        "{\"data\": [], \"code\": 201, \"notes\": {\"next\": 2}}",
        outcome.json().get("body").asText());
  }

  @Test
  void createdHasALocation() {
    ApiResponse created = ApiResponse.created("/chirps/1?a=%C3%A4", Map.of("id", 1));
    for (String shape : List.of("rest-proxy", "http-api", "function-url", "alb")) {
      JsonNode json = answer(shape, created).json();
      assertEquals(201, json.get("statusCode").asInt());
      assertEquals("/chirps/1?a=%C3%A4", json.at("/headers/location").asText());
      assertEquals(
          "{\"data\": {\"id\": 1}, \"code\": 201, \"notes\": null}", json.get("body").asText());
    }
    assertEquals(
        "[\"/chirps/1?a=%C3%A4\"]",
        answer("alb-multi-value", created).json().at("/multiValueHeaders/location").toString());
    assertEquals(
        "{\"data\": {\"id\": 1}, \"code\": 201, \"notes\": null}",
        answer("pass-through", created).text());
  }

  @Test
  void noContentHasNoBody() {
    for (String shape : Samples.HTTP) {
      JsonNode json = answer(shape, ApiResponse.noContent()).json();
      assertEquals(204, json.get("statusCode").asInt());
      assertEquals("", json.get("body").asText());
      assertFalse(json.toString().contains("content-type"), json.toString());
    }
    assertEquals(
        "{\"data\": null, \"code\": 204, \"notes\": null}",
        answer("pass-through", ApiResponse.noContent()).text());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectLeadsElsewhere(int status) {
    ApiResponse redirect = ApiResponse.redirect(status, "https://chirp.example/a?b=c#d");
    String envelope =
        "{\"data\": {\"location\": \"https://chirp.example/a?b=c#d\"}, \"code\": "
            + status
            + ", \"notes\": null}";
    for (String shape : List.of("rest-proxy", "http-api", "function-url", "alb")) {
      JsonNode json = answer(shape, redirect).json();
      assertEquals(status, json.get("statusCode").asInt());
      assertEquals("https://chirp.example/a?b=c#d", json.at("/headers/location").asText());
      assertEquals(envelope, json.get("body").asText());
    }
    Outcome passThrough = answer("pass-through", redirect);
    assertFalse(passThrough.functionError());
    assertEquals(envelope, passThrough.text());
  }

  @Test
  void invalidRedirectsAreRefused() {
    for (int status : new int[] {200, 300, 304, 305, 306, 309, 400}) {
      assertThrows(IllegalArgumentException.class, () -> ApiResponse.redirect(status, "/"));
    }
    for (String location : List.of("/a b", "/a\nset-cookie: x=1", "/ä", "/\u007f", " ")) {
      assertThrows(IllegalArgumentException.class, () -> ApiResponse.redirect(302, location));
      assertThrows(IllegalArgumentException.class, () -> ApiResponse.created(location, 1));
    }
  }

  @Test
  void statusWithoutContentHasNoBody() {
    for (int status : new int[] {204, 205, 304}) {
      JsonNode json = answer("rest-proxy", ApiResponse.of("x").withStatus(status)).json();
      assertEquals("", json.get("body").asText());
      assertFalse(json.get("headers").has("content-type"));
      assertEquals(
          "{\"data\": \"x\", \"code\": " + status + ", \"notes\": null}",
          answer("pass-through", ApiResponse.of("x").withStatus(status)).text());
    }
  }

  @Test
  void bytesOfAStatusWithoutContentAreNotAnnounced() {
    ApiResponse bytes = ApiResponse.ofBytes(new byte[] {1}, "image/png").withStatus(204);
    for (String shape : Samples.HTTP) {
      JsonNode json = answer(shape, bytes).json();
      assertEquals("", json.get("body").asText());
      assertFalse(json.get("isBase64Encoded").asBoolean());
      assertFalse(json.toString().contains("content-type"), json.toString());
    }
    assertEquals("\"AQ==\"", answer("pass-through", bytes).text());
  }

  @Test
  void bytesLeaveAsBase64() {
    ApiResponse bytes = ApiResponse.ofBytes(new byte[] {(byte) 0xff, 0, 1}, "image/png");
    for (String shape : Samples.HTTP) {
      JsonNode json = answer(shape, bytes).json();
      assertTrue(json.get("isBase64Encoded").asBoolean());
      assertEquals("/wAB", json.get("body").asText());
      assertTrue(
          json.toString().contains("\"content-type\":\"image/png\"")
              || shape.equals("alb-multi-value"));
    }
    assertEquals("\"/wAB\"", answer("pass-through", bytes).text());
  }

  @Test
  void withMethodsCopy() {
    ApiResponse first = ApiResponse.of("x");
    ApiResponse second = first.withStatus(202).withHeader("a", "b").withCookie("c=d").withNotes(1);
    assertEquals(200, first.status);
    assertEquals(Map.of(), first.headers);
    assertEquals(List.of(), first.cookies);
    assertEquals(Optional.empty(), first.notes);
    assertEquals(202, second.status);
    assertEquals(Optional.of("x"), second.data);
    byte[] content = {1};
    ApiResponse bytes = ApiResponse.ofBytes(content, "a/b");
    content[0] = 2;
    assertEquals(1, bytes.bytes()[0]);
  }

  @Test
  void invalidHeadersAreRefused() {
    ApiResponse response = ApiResponse.of(1);
    for (String name : List.of("", "a b", "a:b", "a\r\nb", "ä", "set-cookie", "Set-Cookie")) {
      assertThrows(IllegalArgumentException.class, () -> response.withHeader(name, "x"), name);
    }
    for (String value : List.of("a\r\nSet-Cookie: b", "a\n", "\u0000", "\u007f")) {
      assertThrows(IllegalArgumentException.class, () -> response.withHeader("a", value));
      assertThrows(IllegalArgumentException.class, () -> response.withCookie(value));
      assertThrows(IllegalArgumentException.class, () -> ApiResponse.ofBytes(new byte[0], value));
    }
    for (int status : new int[] {199, 400, 0}) {
      assertThrows(IllegalArgumentException.class, () -> response.withStatus(status));
    }
  }

  @Test
  void valuesOfTheJdkAreWrittenAsOneExpects() {
    Map<Object, Object> map = new LinkedHashMap<>();
    map.put(1, List.of());
    map.put("n", Arrays.asList(1, Optional.empty(), Optional.of("x")));
    assertEquals("{\"1\": [], \"n\": [1, null, \"x\"]}", data(map));
    assertEquals("[1, 2]", data(new int[] {1, 2}));
    assertEquals("[\"a\", null]", data(new String[] {"a", null}));
    assertEquals("\"AQI=\"", data(new byte[] {1, 2}));
    assertEquals("\"sb\"", data(CharBuffer.wrap("sb")));
    assertEquals("\"c\"", data('c'));
    assertEquals("\"SECONDS\"", data(TimeUnit.SECONDS));
    assertEquals("[1, 2, 3, 4, 1.5, 2.5]", data(List.of((byte) 1, (short) 2, 3, 4L, 1.5f, 2.5)));
    assertEquals("1E+2", data(new BigDecimal("1E+2")));
    assertEquals("12345678901234567890", data(new BigInteger("12345678901234567890")));
    assertEquals("\"NaN\"", data(Double.NaN));
    assertEquals("7", data(new AtomicInteger(7)));
    assertEquals("\"2026-01-31\"", data(LocalDate.of(2026, 1, 31)));
    assertEquals("\"1970-01-01T00:00:00Z\"", data(Instant.EPOCH));
    assertEquals("\"PT1M\"", data(Duration.ofMinutes(1)));
    assertEquals("\"00000000-0000-0001-0000-000000000002\"", data(new UUID(1, 2)));
    assertEquals("\"https://a.example\"", data(URI.create("https://a.example")));
    assertEquals("\"a/b\"", data(Path.of("a", "b")).replace("\\\\", "/"));
    assertEquals("\"\\u0001\\\"\\\\ä\\u2028\"", data("\u0001\"\\ä\u2028"));
  }

  /** A class of the function's own. */
  record Chirp(String text, LocalDate day, Instant at, List<Integer> likes) {}

  @Test
  void classesAreWrittenWithDatesAsText() {
    Chirp chirp = new Chirp("a\uD800", LocalDate.of(2026, 1, 31), Instant.EPOCH, List.of(1, 2));
    String expected =
        "{\"text\": \"a\uFFFD\", \"day\": \"2026-01-31\", \"at\": \"1970-01-01T00:00:00Z\","
            + " \"likes\": [1, 2]}";
    assertEquals(expected, data(chirp));
    assertEquals("{\"c\": " + expected + "}", data(Map.of("c", chirp)));
  }

  /** The value inside a class of the function's own. */
  record Holder(Object value) {}

  @ParameterizedTest
  @MethodSource("values")
  void aValueIsTheSameInAMapAndInAClass(Object value, String json) {
    assertEquals(json, data(value));
    assertEquals("{\"value\": " + json + "}", data(Map.of("value", value)));
    assertEquals("{\"value\": " + json + "}", data(new Holder(value)));
    assertEquals("{\"value\": [" + json + "]}", data(new Holder(new Object[] {value})));
  }

  static Stream<Arguments> values() throws IOException {
    LocalDateTime time = LocalDateTime.of(2026, 1, 31, 10, 0);
    ZoneId zone = ZoneId.of("Europe/Berlin");
    return Stream.of(
        arguments(Instant.EPOCH, "\"1970-01-01T00:00:00Z\""),
        arguments(Instant.ofEpochMilli(1), "\"1970-01-01T00:00:00.001Z\""),
        arguments(time.toLocalDate(), "\"2026-01-31\""),
        arguments(time.toLocalTime(), "\"10:00:00\""),
        arguments(time, "\"2026-01-31T10:00:00\""),
        arguments(time.atZone(zone), "\"2026-01-31T10:00:00+01:00\""),
        arguments(time.atOffset(ZoneOffset.UTC), "\"2026-01-31T10:00:00Z\""),
        arguments(OffsetTime.of(10, 0, 0, 0, ZoneOffset.UTC), "\"10:00Z\""),
        arguments(Year.of(2026), "\"2026\""),
        arguments(YearMonth.of(2026, 1), "\"2026-01\""),
        arguments(MonthDay.of(1, 31), "\"--01-31\""),
        arguments(Month.MAY, "\"MAY\""),
        arguments(Duration.ofSeconds(90), "\"PT1M30S\""),
        arguments(Period.ofDays(3), "\"P3D\""),
        arguments(zone, "\"Europe/Berlin\""),
        arguments(ZoneOffset.UTC, "\"Z\""),
        arguments(new UUID(1, 2), "\"00000000-0000-0001-0000-000000000002\""),
        arguments(URI.create("https://a.example"), "\"https://a.example\""),
        arguments(Path.of("a"), "\"a\""),
        arguments("text".toCharArray(), "\"text\""),
        arguments(new StringBuilder().insert(0, "text"), "\"text\""),
        arguments('c', "\"c\""),
        arguments(new byte[] {1, 2}, "\"AQI=\""),
        arguments(new int[] {1, 2}, "[1, 2]"),
        arguments(new double[] {1, Double.NaN}, "[1.0, \"NaN\"]"),
        arguments(new boolean[] {true}, "[true]"),
        arguments(1.5f, "1.5"),
        arguments(new BigDecimal("1.10"), "1.10"),
        arguments(new AtomicInteger(7), "7"),
        arguments(Color.RED, "\"RED\""),
        arguments(Map.of(Color.RED, 1), "{\"RED\": 1}"),
        arguments(Map.of(1, 1), "{\"1\": 1}"),
        arguments(Optional.of("x"), "\"x\""),
        arguments(Optional.of(List.of(Optional.of(time))), "[\"2026-01-31T10:00:00\"]"),
        arguments(Optional.empty(), "null"),
        arguments(OptionalInt.of(7), "7"),
        arguments(OptionalInt.empty(), "null"),
        arguments(OptionalLong.of(7_000_000_000L), "7000000000"),
        arguments(OptionalLong.empty(), "null"),
        arguments(OptionalDouble.of(1.5), "1.5"),
        arguments(OptionalDouble.empty(), "null"),
        arguments(new ObjectMapper().readTree("{\"a\":[1,null]}"), "{\"a\": [1, null]}"));
  }

  /** Constants that call themselves otherwise. */
  enum Color {
    RED;

    @Override
    public String toString() {
      return "rot";
    }
  }

  /** The optional parts of a class of the function's own. */
  record Profile(Optional<String> name, OptionalInt age, Optional<Chirp> last) {}

  @Test
  void absentPartsOfAClassAreNull() {
    assertEquals(
        "{\"name\": \"Ada\", \"age\": 36, \"last\": null}",
        data(new Profile(Optional.of("Ada"), OptionalInt.of(36), Optional.empty())));
    assertEquals(
        "{\"name\": null, \"age\": null, \"last\": {\"text\": \"a\", \"day\": \"1970-01-01\", \"at\":"
            + " \"1970-01-01T00:00:00Z\", \"likes\": []}}",
        data(
            new Profile(
                Optional.empty(),
                OptionalInt.empty(),
                Optional.of(new Chirp("a", LocalDate.EPOCH, Instant.EPOCH, List.of())))));
  }

  /** Cannot be written. */
  static final class Hidden {
    private String name = "";

    public String getName() {
      if (name.isEmpty()) {
        throw new ForbiddenException(8, "Not for you");
      }
      return name;
    }

    public void setName(String name) {
      this.name = name;
    }
  }

  @Test
  void exceptionOfAWrittenClassIsRethrown() {
    for (Object data : List.of(new Hidden(), List.of(new Hidden()), Map.of("a", new Hidden()))) {
      for (String shape : List.of("pass-through", "http-api")) {
        JsonNode envelope = answer(shape, data).envelope();
        assertEquals(4038, envelope.get("code").asInt());
        assertEquals("Not for you", envelope.at("/data/message").asText());
      }
    }
  }

  @Test
  void halfASurrogatePairDoesNotBreakTheAnswer() {
    assertEquals("\"a\uFFFDb😀\uFFFD\"", data("a\uDC00b😀\uD83D"));
    assertEquals("{\"\uFFFD\": 1}", data(Map.of("\uD800", 1)));
    assertEquals(
        "\"\uFFFD\"",
        Probe.of(request -> ApiResponse.of(request.find("body-json").orElseThrow()))
            .send("{\"body-json\": \"\\ud800\"}")
            .json()
            .get("data")
            .toString());
  }

  @Test
  void largeAnswersBelowTheLimitArrive() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 60_000; i++) {
      lines.add("0123456789012345678901234567890123456789012345678901234567890123456789");
    }
    for (String shape : Samples.ALL) {
      assertEquals(60_000, answer(shape, lines).envelope().get("data").size());
    }
  }
}
