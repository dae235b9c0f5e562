package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chirp.runtime.Probe.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binding of bodies to classes, and the messages for bodies that do not fit. */
class BindingTest {

  enum Color {
    RED,
    @JsonProperty("light-green")
    LIGHT_GREEN
  }

  record Part(int count, BigDecimal price) {}

  record Everything(
      List<Part> parts,
      Part part,
      Integer number,
      long large,
      Double real,
      BigInteger huge,
      boolean on,
      Boolean maybe,
      String text,
      Color color,
      UUID id,
      LocalDate day,
      Instant at,
      OffsetDateTime time,
      Duration duration,
      List<String> tags,
      List<int[]> numbers,
      Map<String, Integer> map,
      Map<Color, String> colors,
      String password,
      short small) {}

  private static Outcome bind(Class<?> type, String shape, String body) {
    String text = body.replace("\\", "\\\\");
    return Probe.of(
            Map.of("CHIRP_EXPOSE_ERRORS", "true"), request -> String.valueOf(request.body(type)))
        .send(
            shape.equals("pass-through")
                ? "{\"body-json\": " + body + "}"
                : "{\"requestContext\": {\"http\": {}}, \"body\": \""
                    + text.replace("\"", "\\\"")
                    + "\"}");
  }

  private static String message(String body) {
    String first = "";
    for (String shape : List.of("pass-through", "http-api")) {
      Outcome outcome = bind(Everything.class, shape, body);
      assertEquals(400100, outcome.envelope().get("code").asInt(), outcome.text());
      String message = outcome.envelope().at("/data/message").asText();
      assertTrue(first.isEmpty() || first.equals(message), message);
      first = message;
    }
    return first;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"parts": [{"count": "abc"}]}       | body-json:parts:0:count: 'abc' is not a whole number
          {"parts": [{"count": 1, "price": "x"}]} | body-json:parts:0:price: 'x' is not a number
          {"parts": [{"price": 1}]}           | Fields missing body-json:parts:0:count
          {"parts": [{"count": null}]}        | Fields missing body-json:parts:0:count
          {"parts": {"count": 1}}             | body-json:parts: an object is not a list
          {"parts": 7}                        | body-json:parts: 7 is not a list
          {"parts": [7]}                      | body-json:parts:0: 7 is not an object
          {"part": [1]}                       | body-json:part: a list is not an object
          {"part": "x"}                       | body-json:part: 'x' is not an object
          {"part": true}                      | body-json:part: true is not an object
          {"number": 1.5}                     | body-json:number: 1.5 is not a whole number
          {"number": ""}                      | body-json:number: '' is not a whole number
          {"number": " "}                     | body-json:number: ' ' is not a whole number
          {"number": true}                    | body-json:number: true is not a whole number
          {"number": 3000000000}              | body-json:number: 3000000000 is out of range
          {"number": "3000000000"}            | body-json:number: '3000000000' is not a whole number
          {"number": {}}                      | body-json:number: an object is not a whole number
          {"number": [1]}                     | body-json:number: a list is not a whole number
          {"large": 9223372036854775808}      | body-json:large: 9223372036854775808 is out of range
          {"large": []}                       | body-json:large: a list is not a whole number
          {"small": 40000}                    | body-json:small: 40000 is out of range
          {"real": "x"}                       | body-json:real: 'x' is not a number
          {"huge": "x"}                       | body-json:huge: 'x' is not a whole number
          {"on": "yes"}                       | body-json:on: 'yes' is not true or false
          {"on": 1}                           | body-json:on: 1 is not true or false
          {"on": null}                        | Fields missing body-json:on
          {"maybe": ""}                       | body-json:maybe: '' is not true or false
          {"text": 5}                         | body-json:text: 5 is not text
          {"text": true}                      | body-json:text: true is not text
          {"text": {"a": 1}}                  | body-json:text: an object is not text
          {"text": ["a"]}                     | body-json:text: a list is not text
          {"color": "BLUE"}                   | body-json:color: 'BLUE' is not one of RED, light-green
          {"color": ""}                       | body-json:color: '' is not one of RED, light-green
          {"color": 0}                        | body-json:color: 0 is not one of RED, light-green
          {"color": {}}                       | body-json:color: an object is not one of RED, light-green
          {"id": "1-1-1-1-1"}                 | body-json:id: '1-1-1-1-1' is not a UUID
          {"id": ""}                          | body-json:id: '' is not a UUID
          {"day": "2026-02-30"}               | body-json:day: '2026-02-30' is not a date such as 2026-01-31
          {"day": ""}                         | body-json:day: '' is not a date such as 2026-01-31
          {"at": "now"}                       | body-json:at: 'now' is not a time such as 2026-01-31T10:00:00Z
          {"time": "now"}                     | body-json:time: 'now' is not a time such as 2026-01-31T10:00:00Z
          {"duration": "15"}                  | body-json:duration: '15' is not a valid Duration
          {"tags": "a"}                       | body-json:tags: 'a' is not a list
          {"tags": [1]}                       | body-json:tags:0: 1 is not text
          {"numbers": [[1, null]]}            | Fields missing body-json:numbers:0:1
          {"numbers": [[1, "x"]]}             | body-json:numbers:0:1: 'x' is not a whole number
          {"numbers": ["x"]}                  | body-json:numbers:0: 'x' is not a list
          {"map": {"a": "x"}}                 | body-json:map:a: 'x' is not a whole number
          {"map": 1}                          | body-json:map: 1 is not an object
          {"colors": {"BLUE": "x"}}           | body-json:colors: 'BLUE' is not one of RED, light-green
          {"password": 12345678}              | body-json:password: the value is not text
          [1]                                 | body-json: a list is not an object
          "x"                                 | body-json: 'x' is not an object
          7                                   | body-json: 7 is not an object
          """)
  void aFieldThatDoesNotFitIsNamedWithItsValue(String body, String message) {
    String complete = body.startsWith("{") ? defaults(body) + body.substring(1) : body;
    assertEquals(message, message(complete));
  }

  /** The primitive fields that the body does not set itself. */
  private static String defaults(String body) {
    StringBuilder fields = new StringBuilder("{");
    for (String field : List.of("\"large\": 1", "\"on\": true", "\"small\": 1")) {
      if (!body.contains(field.substring(0, field.indexOf(':')))) {
        fields.append(field).append(", ");
      }
    }
    return fields.toString();
  }

  @Test
  void missingPrimitiveIsAMissingFieldAndMissingObjectIsNull() {
    assertEquals("Fields missing body-json:large", message("{\"on\": true, \"small\": 1}"));
    Outcome outcome =
        bind(Everything.class, "http-api", "{\"on\": true, \"small\": 1, \"large\": \"2\"}");
    String bound = outcome.envelope().get("data").asText();
    assertTrue(bound.contains("number=null") && bound.contains("large=2"), bound);
  }

  @Test
  void aListOfAClassIsBound() {
    for (String shape : List.of("pass-through", "http-api")) {
      assertEquals(
          "[Part[count=1, price=2.50], Part[count=2, price=null]]",
          bindList(shape, "[{\"count\": 1, \"price\": 2.50}, {\"count\": 2}]"));
      assertEquals("[]", bindList(shape, "[]"));
      assertEquals(
          "body-json:1:count: 'x' is not a whole number",
          bindList(shape, "[{\"count\": 1}, {\"count\": \"x\"}]"));
      assertEquals("Fields missing body-json:1:count", bindList(shape, "[{\"count\": 1}, {}]"));
      assertEquals("Fields missing body-json:0", bindList(shape, "[null]"));
      assertEquals("body-json: an object is not a list", bindList(shape, "{\"count\": 1}"));
      assertEquals("body-json: 7 is not a list", bindList(shape, "7"));
      assertEquals("The body is missing", bindList(shape, "null"));
    }
    assertEquals("The body is not JSON (line 1, column 2)", bindList("http-api", "[?"));
    assertEquals("The body is empty (line 1, column 1)", bindList("http-api", " "));
    assertEquals(
        "The body goes on after the end of its JSON (line 1, column 4)",
        bindList("http-api", "[] []"));
  }

  private static String bindList(String shape, String body) {
    Outcome outcome =
        Probe.of(
                request -> {
                  List<Part> parts = request.bodyList(Part.class);
                  assertThrows(UnsupportedOperationException.class, parts::clear);
                  return parts.toString();
                })
            .send(
                shape.equals("pass-through")
                    ? "{\"body-json\": " + body + "}"
                    : "{\"requestContext\": {\"http\": {}}, \"body\": \""
                        + body.replace("\"", "\\\"")
                        + "\"}");
    int code = outcome.envelope().get("code").asInt();
    assertTrue(code == 200 || code == 400100, outcome.text());
    return code == 200
        ? outcome.envelope().get("data").asText()
        : outcome.envelope().at("/data/message").asText();
  }

  /** Each field of the record with values of each kind, and nested ones: never a 500. */
  @Test
  void badBodiesNeverFailTheFunction() {
    List<String> values =
        List.of(
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "1e9999999999",
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"1\"",
            "\"RED\"",
            "\"2026-01-31\"",
            "\"NaN\"",
            "[]",
            "[[]]",
            "[\"x\"]",
            "[null]",
            "[1, \"x\"]",
            "{}",
            "{\"a\": {}}",
            "{\"\": null}",
            "{\"RED\": 1}",
            "99999999999999999999",
            "\"\\uD800\"",
            "\"" + "9".repeat(2000) + "\"",
            "9".repeat(1000));
    Random random = new Random(12);
    for (var component : Everything.class.getRecordComponents()) {
      for (String value : values) {
        String body =
            "{\"on\": true, \"small\": 1, \"large\": 1, \"" + component.getName() + "\": " + value;
        for (Class<?> type : List.of(Everything.class, Part.class)) {
          Outcome outcome =
              bind(type, random.nextBoolean() ? "pass-through" : "http-api", body + "}");
          int code = outcome.envelope().get("code").asInt();
          assertTrue(code == 200 || code == 400100, body + " " + outcome.text());
          String message = outcome.envelope().at("/data/message").asText();
          assertTrue(message.length() < 250, message);
          assertTrue(!message.contains("java.") && !message.contains("dev."), message);
        }
      }
    }
  }
}
