package dev.chirp.runtime.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalResultTest {

  private static final String NOT_FOUND =
      "{\"data\": {\"httpStatusCode\": 404, \"message\": \"No chirp\"}, \"code\": 404100}";

  @Test
  void readsAnEnvelope() {
    LocalResult result =
        result("{\"data\": {\"status\": \"ok\", \"tags\": [1, true]}, \"code\": 200}", false);

    assertEquals(200, result.statusCode());
    assertEquals(Map.of("status", "ok", "tags", List.of(1, true)), result.data());
    assertEquals(result.json(), result.envelope());
    assertEquals(result.text(), result.printed());
  }

  @Test
  void readsTheStatusThatAFunctionAnsweredWith() {
    assertEquals(
        201, result("{\"data\": null, \"code\": 201, \"notes\": null}", false).statusCode());
  }

  @Test
  void readsAnErrorEnvelope() {
    LocalResult result = result(NOT_FOUND, true);

    assertEquals(404, result.statusCode());
    assertEquals("No chirp", result.data().get("message"));
    assertEquals("ERROR: " + NOT_FOUND, result.printed());
  }

  @Test
  void readsTheEnvelopeInsideAnHttpAnswer() {
    LocalResult result =
        result("{\"statusCode\": 404, \"body\": " + quoted(NOT_FOUND) + "}", false);

    assertEquals(404, result.statusCode());
    assertEquals(404100, result.envelope().get("code"));
    assertEquals("No chirp", result.data().get("message"));
  }

  @Test
  void readsTheEnvelopeInsideAnHttpAnswerInBase64() {
    LocalResult result =
        result(
            "{\"statusCode\": 200, \"isBase64Encoded\": true, \"body\": \"eyJkYXRhIjogN30=\"}",
            false);

    assertEquals(Map.of("data", 7), result.envelope());
    assertEquals(200, result.statusCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1]", "7", "null", "{\"code\": 7}", "", "no JSON", "{\"data\": 1}"})
  void takesAnAnswerWithoutStatusFor200(String answer) {
    assertEquals(200, result(answer, false).statusCode());
  }

  @Test
  void saysWhatIsMissingWhereThereIsNoEnvelope() {
    assertEquals(
        "The response is not a JSON object: [1]",
        assertThrows(IllegalStateException.class, () -> result("[1]", false).json()).getMessage());
    assertEquals(
        "The response is not a JSON object: oops",
        assertThrows(IllegalStateException.class, () -> result("oops", false).json()).getMessage());
    assertEquals(
        "The response has no body: {\"statusCode\": 204}",
        assertThrows(
                IllegalStateException.class, () -> result("{\"statusCode\": 204}", false).data())
            .getMessage());
    assertEquals(
        "The data is not a JSON object: {\"data\": null}",
        assertThrows(IllegalStateException.class, () -> result("{\"data\": null}", false).data())
            .getMessage());
  }

  @Test
  void outputIsCopied() {
    LocalResult result = result("{}", false);
    result.output()[0] = 'x';

    assertArrayEquals("{}".getBytes(UTF_8), result.output());
  }

  private static LocalResult result(String output, boolean functionError) {
    return new LocalResult(output.getBytes(UTF_8), functionError, Duration.ZERO, "id");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\\\"") + '"';
  }
}
