package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.runtime.Probe.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFieldTest {

  enum Sort {
    NEWEST,
    OLDEST
  }

  /** Every type, by the name that a test's table gives it. */
  private static final Map<String, Function<RequestField, Object>> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("text", RequestField::asText);
    TYPES.put("not-blank", RequestField::asTextNotBlank);
    TYPES.put("int", RequestField::asInt);
    TYPES.put("1-to-100", field -> field.atLeast(1).atMost(100).asInt());
    TYPES.put("long", RequestField::asLong);
    TYPES.put("double", RequestField::asDouble);
    TYPES.put("decimal", RequestField::asDecimal);
    TYPES.put("positive", field -> field.atLeast(0).asDecimal());
    TYPES.put("at-most-10", field -> field.atMost(10).asDouble());
    TYPES.put("1-to-10", field -> field.atLeast(1).atMost(10).asDecimal());
    TYPES.put("boolean", RequestField::asBoolean);
    TYPES.put("uuid", RequestField::asUuid);
    TYPES.put("date", RequestField::asDate);
    TYPES.put("instant", RequestField::asInstant);
    TYPES.put("time", RequestField::asDateTime);
    TYPES.put("enum", field -> field.asEnum(Sort.values()));
    TYPES.put("duration", field -> field.as(Duration::parse, "a duration such as PT15M"));
  }

  private static Object read(RequestField field, String type) {
    return Optional.ofNullable(TYPES.get(type)).orElseThrow().apply(field);
  }

  private static RequestField field(String value) {
    return new RequestField("params:querystring:q", List.of(value));
  }

  private static RequestField missing() {
    return new RequestField("params:querystring:q", List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "text, a, a",
    "text, '', ''",
    "not-blank, ' a ', ' a '",
    "int, 20, 20",
    "int, -2147483648, -2147483648",
    "int, +007, 7",
    "1-to-100, 1, 1",
    "1-to-100, 100, 100",
    "long, 9223372036854775807, 9223372036854775807",
    "double, 1.5, 1.5",
    "double, -2e3, -2000.0",
    "double, 7, 7.0",
    "decimal, 10.10, 10.10",
    "decimal, 1E+400, 1E+400",
    "positive, 0.00, 0.00",
    "at-most-10, -1e300, -1.0E300",
    "1-to-10, 10.0, 10.0",
    "boolean, true, true",
    "boolean, False, false",
    "uuid, 6D0ECF83-1eec-9f09-8d2f-7c9f3e1f3c10, 6d0ecf83-1eec-9f09-8d2f-7c9f3e1f3c10",
    "date, 2024-02-29, 2024-02-29",
    "date, 0001-01-01, 0001-01-01",
    "instant, 2026-01-31T10:00:00Z, 2026-01-31T10:00:00Z",
    "instant, 2026-01-31T10:00Z, 2026-01-31T10:00:00Z",
    "instant, 2026-01-31T10:00:00.5+01:30, 2026-01-31T08:30:00.500Z",
    "instant, 1969-12-31T23:59:59.123456789-00:00, 1969-12-31T23:59:59.123456789Z",
    "time, 2026-01-31T10:00:00+01:00, 2026-01-31T10:00+01:00",
    "time, 2026-01-31T10:00:00-18:00, 2026-01-31T10:00-18:00",
    "enum, OLDEST, OLDEST",
    "duration, PT15M, PT15M",
  })
  void aValueThatFitsIsReadAsItsType(String type, String value, String expected) {
    assertEquals(expected, read(field(value), type).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "not-blank, ' ', is blank",
    "not-blank, '', is blank",
    "int, abc, is not a whole number",
    "int, '', is not a whole number",
    "int, 1.0, is not a whole number",
    "int, ' 1', is not a whole number",
    "int, +, is not a whole number",
    "int, ٣, is not a whole number",
    "int, 0x1F, is not a whole number",
    "int, 3000000000, is not a whole number from -2147483648 to 2147483647",
    "1-to-100, 0, is not a whole number from 1 to 100",
    "1-to-100, 101, is not a whole number from 1 to 100",
    "1-to-100, x, is not a whole number from 1 to 100",
    "long, 9223372036854775808, is not a whole number from -9223372036854775808 to 9223372036854775807",
    "double, NaN, is not a number",
    "double, Infinity, is not a number",
    "double, 1d, is not a number",
    "double, 1e999, is not a number",
    "double, 1e1001, is not a number",
    "decimal, 1e99999999999, is not a number",
    "decimal, 1-1, is not a number",
    "decimal, '1,5', is not a number",
    "positive, -0.01, is not a number of at least 0",
    "at-most-10, 10.1, is not a number of at most 10",
    "1-to-10, x, is not a number of at least 1 and at most 10",
    "boolean, yes, is not true or false",
    "boolean, 1, is not true or false",
    "uuid, 1-1-1-1-1, is not a UUID",
    "uuid, +d0ecf83-1eec-9f09-8d2f-7c9f3e1f3c10, is not a UUID",
    "uuid, gd0ecf83-1eec-9f09-8d2f-7c9f3e1f3c10, is not a UUID",
    "date, 2026-02-30, is not a date such as 2026-01-31",
    "date, 2026-1-31, is not a date such as 2026-01-31",
    "date, 2026-01-31Z, is not a date such as 2026-01-31",
    "date, ٢٠٢٦-01-31, is not a date such as 2026-01-31",
    "instant, 2026-01-31, is not a time such as 2026-01-31T10:00:00Z",
    "instant, 2026-01-31T10:00:00, is not a time such as 2026-01-31T10:00:00Z",
    "instant, 2026-01-31T24:00:00Z, is not a time such as 2026-01-31T10:00:00Z",
    "instant, 2026-01-31T10:00:00.Z, is not a time such as 2026-01-31T10:00:00Z",
    "time, 2026-01-31T10:00:00+19:00, is not a time such as 2026-01-31T10:00:00Z",
    "time, 2026-01-31T10:00:00+01:60, is not a time such as 2026-01-31T10:00:00Z",
    "time, 2026-01-31T10:00:00Zx, is not a time such as 2026-01-31T10:00:00Z",
    "enum, newest, 'is not one of NEWEST, OLDEST'",
    "duration, 15, is not a duration such as PT15M",
  })
  void aValueThatDoesNotFitIsRefusedInWords(String type, String value, String problem) {
    InvalidRequestException refused =
        assertThrows(InvalidRequestException.class, () -> read(field(value), type));
    assertEquals("params:querystring:q: '" + value + "' " + problem, refused.getMessage());
    assertEquals(100, refused.detailCode());
    assertEquals(400, refused.httpStatusCode());
  }

  @Test
  void aMissingValueIsAMissingFieldWhateverItsType() {
    for (String type : TYPES.keySet()) {
      assertEquals(
          "Fields missing params:querystring:q",
          assertThrows(InvalidRequestException.class, () -> read(missing(), type)).getMessage());
    }
    assertFalse(missing().isPresent());
    assertEquals(Optional.empty(), missing().optional().map(RequestField::asDate));
    assertEquals(List.of(), missing().all());
  }

  @Test
  void defaultReplacesOnlyAMissingValue() {
    UUID uuid = new UUID(1, 2);
    assertEquals("d", missing().asText("d"));
    assertEquals(20, missing().atLeast(100).asInt(20));
    assertEquals(20L, missing().asLong(20L));
    assertEquals(1.5, missing().asDouble(1.5));
    assertEquals(BigDecimal.TEN, missing().asDecimal(BigDecimal.TEN));
    assertTrue(missing().asBoolean(true));
    assertEquals(LocalDate.EPOCH, missing().asDate(LocalDate.EPOCH));
    assertEquals(Instant.EPOCH, missing().asInstant(Instant.EPOCH));
    assertEquals(Sort.NEWEST, missing().asEnum(Sort.values(), Sort.NEWEST));
    assertEquals("", field("").asText("d"));
    assertEquals(3, field("3").asInt(20));
    assertEquals(3L, field("3").asLong(20));
    assertEquals(3.0, field("3").asDouble(1.5));
    assertEquals(new BigDecimal("3"), field("3").asDecimal(BigDecimal.TEN));
    assertFalse(field("false").asBoolean(true));
    assertEquals(LocalDate.of(2026, 1, 31), field("2026-01-31").asDate(LocalDate.EPOCH));
    assertEquals(Instant.ofEpochSecond(1), field("1970-01-01T00:00:01Z").asInstant(Instant.EPOCH));
    assertEquals(Sort.OLDEST, field("OLDEST").asEnum(Sort.values(), Sort.NEWEST));
    assertEquals(Optional.of(uuid), field(uuid.toString()).optional().map(RequestField::asUuid));
    assertThrows(InvalidRequestException.class, () -> field("").asInt(20));
  }

  private static String event(String shape, String value) {
    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
    String raw = json(value);
    return switch (shape) {
      case "pass-through" -> "{\"params\": {\"querystring\": {\"q\": " + raw + "}}}";
      case "rest-proxy" ->
          "{\"requestContext\": {}, \"httpMethod\": \"GET\", \"queryStringParameters\": {\"q\": "
              + raw
              + "}}";
      case "alb", "alb-multi-value" ->
          "{\"requestContext\": {\"elb\": {}}, \"httpMethod\": \"GET\","
              + (shape.equals("alb")
                  ? " \"queryStringParameters\": {\"q\": \"" + encoded + "\"}}"
                  : " \"multiValueQueryStringParameters\": {\"q\": [\"" + encoded + "\"]}}");
      default -> "{\"requestContext\": {\"http\": {}}, \"rawQueryString\": \"q=" + encoded + "\"}";
    };
  }

  private static String json(String text) {
    return new com.fasterxml.jackson.databind.node.TextNode(text).toString();
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
  void anInvalidNumberIsA400InEachShape(String shape) {
    Probe function = Probe.of(request -> request.queryField("q").asInt());
    assertEquals("20", function.send(event(shape, "20")).envelope().get("data").asText());
    Outcome outcome = function.send(event(shape, "a b+ä"));
    assertEquals(400100, outcome.envelope().get("code").asInt());
    assertEquals(
        "params:querystring:q: 'a b+ä' is not a whole number",
        outcome.envelope().at("/data/message").asText());
    assertEquals(shape.equals("pass-through"), outcome.functionError());
  }

  /** Values of all kinds of trouble, each read as each type in each shape: never a 500. */
  @Test
  void badValuesNeverFailTheFunction() {
    List<String> values =
        new ArrayList<>(List.of("", " ", "\0", "%", "-", "+", ".", "e", "1e", "T"));
    values.addAll(
        List.of("0".repeat(2000), "9".repeat(999), "x".repeat(100_000), "{\"a\":1}", "[1]"));
    values.addAll(
        List.of("2026-01-31T", "2026-99-99T99:99:99Z", "\uD800", "\uDC00\uD800", "\u202eevil"));
    Random random = new Random(12);
    for (int i = 0; i < 400; i++) {
      StringBuilder value = new StringBuilder();
      String alphabet =
          i % 2 == 0 ? "0123456789-+:.TZeE" : "a1-\u0000\n\u2028\uD83D\uDE00٣%+&=;'\"\\<";
      for (int n = random.nextInt(40); n > 0; n--) {
        value.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      values.add(value.toString());
    }
    for (String type : TYPES.keySet()) {
      Probe function = Probe.of(request -> String.valueOf(read(request.queryField("q"), type)));
      for (int i = 0; i < values.size(); i++) {
        String shape = Samples.ALL.get(i % Samples.ALL.size());
        Outcome outcome = function.send(event(shape, values.get(i)));
        int code = outcome.envelope().get("code").asInt();
        assertTrue(code == 200 || code == 400100, type + " " + i + " " + outcome.text());
        String message = outcome.envelope().at("/data/message").asText();
        assertTrue(message.length() < 250, message);
        assertFalse(message.chars().anyMatch(Character::isISOControl), message);
      }
    }
  }

  @Test
  void aMessageQuotesTheValueCutAndOnOneLine() {
    assertEquals(
        "params:querystring:q: '" + "x".repeat(60) + "…' is not a whole number",
        refusal(field("x".repeat(61))));
    assertEquals(
        "params:querystring:q: '" + "x".repeat(59) + "…' is not a whole number",
        refusal(field("x".repeat(59) + "😀")));
    assertEquals(
        "params:querystring:q: 'a\uFFFDb\uFFFDc\uFFFDd\uFFFD' is not a whole number",
        refusal(field("a\nb\u2028c\u202Ed\uD800")));
  }

  private static String refusal(RequestField field) {
    return String.valueOf(assertThrows(InvalidRequestException.class, field::asInt).getMessage());
  }

  @Test
  void aMessageQuotesNoSecret() {
    for (String path :
        List.of(
            "params:header:Authorization",
            "params:header:x-api-key",
            "params:querystring:access_token",
            "cookie:session",
            "body-json:users:0:password:1")) {
      assertEquals(
          path + ": the value is not a whole number",
          refusal(new RequestField(path, List.of("hunter2hunter2"))));
    }
    assertEquals(
        "params:querystring:q: the value is not a whole number",
        refusal(field("AKIAIOSFODNN7EXAMPLE")));
  }

  @Test
  void everyPlaceOfARequestIsAField() {
    for (String shape : Samples.ALL) {
      Outcome outcome =
          Probe.of(
                  request -> {
                    assertEquals(404, request.queryField("error").asInt());
                    assertEquals(404, request.field("params:querystring:error").asInt());
                    assertEquals("application/json", request.headerField("aCCept").asText());
                    assertEquals(
                        "application/json", request.field("params:header:ACCEPT").asText());
                    assertEquals("dark", request.cookieField("theme").asText());
                    assertEquals(3, request.bodyField("count").asInt());
                    assertEquals("second", request.bodyField("tags:1").asText());
                    assertEquals("POST", request.field("context:http-method").asText());
                    assertEquals("params:querystring:none", request.queryField("none").path());
                    assertEquals(7, request.queryField("none").asInt(7));
                    assertEquals(7, request.pathField("none").asInt(7));
                    assertEquals(7, request.headerField("none").asInt(7));
                    assertEquals(7, request.cookieField("none").asInt(7));
                    assertEquals(7, request.bodyField("none").asInt(7));
                    return "checked";
                  })
              .send(Samples.read(shape));
      assertEquals("checked", outcome.envelope().path("data").asText(), outcome.text());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "path, params:path:n",
    "header, params:header:n",
    "cookie, cookie:n",
    "body, body-json:n",
    "stage, stage-variables:n"
  })
  void aMessageNamesThePlace(String place, String path) {
    Probe function =
        Probe.of(
            request ->
                switch (place) {
                  case "path" -> request.pathField("n").asInt();
                  case "header" -> request.headerField("n").asInt();
                  case "cookie" -> request.cookieField("n").asInt();
                  case "body" -> request.bodyField("n").asInt();
                  default -> request.field("stage-variables:n").asInt();
                });
    String event =
        """
        {"body-json": {"n": "x"}, "stage-variables": {"n": "x"},
         "params": {"path": {"n": "x"}, "header": {"n": "x", "Cookie": "n=x"}}}
        """;
    String quoted = place.equals("cookie") ? "the value" : "'x'";
    assertEquals(
        path + ": " + quoted + " is not a whole number",
        function.send(event).envelope().at("/data/message").asText());
    assertEquals(
        "Fields missing " + path,
        function.send("{\"body-json\": {}}").envelope().at("/data/message").asText());
  }

  @Test
  void aBodyKeepsItsTypes() {
    RequestField text = new RequestField("body-json:n", List.of("5"));
    RequestField number = new RequestField("body-json:n", List.of(5));
    assertEquals(5, text.asInt());
    assertEquals(5, number.asInt());
    assertEquals("body-json:n: 5 is not text", message(number, RequestField::asText));
    assertEquals(BigInteger.valueOf(5), number.as(BigInteger::new, "a number"));
    assertEquals(
        "body-json:n: true is not a whole number",
        refusal(new RequestField("body-json:n", List.of(true))));
    assertEquals(
        "body-json:n: 1.5 is not a whole number",
        refusal(new RequestField("body-json:n", List.of(1.5))));
    assertEquals(
        "body-json:n: an object is not a whole number",
        refusal(new RequestField("body-json:n", List.of(Map.of("a", 1)))));
    assertEquals(
        "body-json:n: a list is not a whole number",
        refusal(new RequestField("body-json:n", List.of(List.of(1)))));
  }

  private static String message(RequestField field, Function<RequestField, ?> read) {
    return String.valueOf(
        assertThrows(InvalidRequestException.class, () -> read.apply(field)).getMessage());
  }

  @Test
  void everyValueOfANameIsAField() {
    Probe function =
        Probe.of(
            request ->
                request.queryField("id").atLeast(1).all().stream()
                    .map(RequestField::asInt)
                    .toList());
    String event = "{\"requestContext\": {\"http\": {}}, \"rawQueryString\": \"id=3&id=1&id=";
    assertEquals("[3,1,2]", function.send(event + "2\"}").envelope().get("data").toString());
    assertEquals(
        "params:querystring:id: '0' is not a whole number from 1 to 2147483647",
        function.send(event + "0\"}").envelope().at("/data/message").asText());
  }

  @Test
  void everyElementOfAListInTheBodyIsAField() {
    Probe function =
        Probe.of(
            request -> request.bodyField("ids").all().stream().map(RequestField::asInt).toList());
    String[][] cases = {
      {"[]", "[]", ""},
      {"null", "[]", ""},
      {"[3, \"1\"]", "[3,1]", ""},
      {"[3, \"x\"]", "", "body-json:ids:1: 'x' is not a whole number"},
      {"[3, null]", "", "Fields missing body-json:ids:1"},
      {"3", "", "body-json:ids: 3 is not a list"},
      {"{}", "", "body-json:ids: an object is not a list"},
    };
    for (String[] one : cases) {
      Outcome outcome = function.send("{\"body-json\": {\"ids\": " + one[0] + "}}");
      assertEquals(
          one[1].isEmpty() ? one[2] : one[1],
          one[1].isEmpty()
              ? outcome.envelope().at("/data/message").asText()
              : outcome.envelope().get("data").toString());
    }
  }

  @Test
  void otherExceptionsOfAParserAreRethrown() {
    assertThrows(
        ForbiddenException.class,
        () ->
            field("x")
                .as(
                    text -> {
                      throw new ForbiddenException(7, text);
                    },
                    "a name"));
    assertThrows(
        IllegalStateException.class,
        () ->
            field("x")
                .as(
                    text -> {
                      throw new IllegalStateException(text);
                    },
                    "a name"));
    assertEquals(
        "params:querystring:q: 'x' is not a chirp's id",
        message(field("x"), field -> field.as(Long::valueOf, "a chirp's id")));
    assertEquals(
        OffsetDateTime.parse("2026-01-31T10:00Z"),
        field("2026-01-31T10:00:00Z").as(OffsetDateTime::parse, "a time"));
  }
}
