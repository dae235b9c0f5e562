package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.runtime.Probe.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contract of the Chirp tutorial, module V03. */
class ContractTest {

  private static final String EVENT = Samples.read("pass-through");

  @Test
  void successIsAnEnvelopeWithASpaceAfterEachColonAndComma() {
    Outcome outcome = Probe.of(request -> Map.of("status", "ok")).send(EVENT);
    assertFalse(outcome.functionError());
    assertEquals(
        "{\"data\": {\"status\": \"ok\"}, \"code\": 200, \"notes\": null}", outcome.text());
  }

  @Test
  void nullIsValidData() {
    Outcome outcome = Probe.of(request -> ApiResponse.of(Map.of()).data.orElseThrow()).send("{}");
    assertEquals("{\"data\": {}, \"code\": 200, \"notes\": null}", outcome.text());
    assertEquals(
        "{\"data\": null, \"code\": 200, \"notes\": null}",
        Probe.of(NullHandler::answerNothing).send("{}").text());
  }

  @Test
  void anErrorIsAFunctionErrorWhoseMessageIsTheEnvelope() {
    Probe function =
        Probe.of(
            request -> {
              throw new NoSuchResourceException(100, "No chirp with id 42");
            });
    FunctionErrorException error =
        assertThrows(
            FunctionErrorException.class,
            () ->
                function.handleRequest(
                    new ByteArrayInputStream(EVENT.getBytes(StandardCharsets.UTF_8)),
                    new ByteArrayOutputStream(),
                    new RecordingContext()));
    assertEquals(
        "{\"data\": {\"httpStatusCode\": 404, \"detailCode\": 100, \"message\": \"No chirp with id"
            + " 42\", \"developerMessage\": \"No chirp with id 42\", \"moreInfoUrl\":"
            + " \"/docs/errors/404-100\"}, \"code\": 404100}",
        error.getMessage());
    assertEquals(0, error.getStackTrace().length);
    assertNull(error.getCause());
    assertEquals(0, error.getSuppressed().length);
  }

  @Test
  void theExceptionsAnswerTheirStatusAndDetailCode() {
    assertError(new InvalidRequestException(7, "m"), 400, 7, 4007L);
    assertError(new ForbiddenException(0, "m"), 403, 0, 4030L);
    assertError(new NoSuchResourceException(999_999, "m"), 404, 999_999, 404_999_999L);
    assertError(new ApiException(599, 12, "m", new RuntimeException("below")), 599, 12, 59912L);
  }

  private static void assertError(ApiException thrown, int status, int detail, long code) {
    Outcome outcome =
        Probe.of(
                request -> {
                  throw thrown;
                })
            .send(EVENT);
    assertTrue(outcome.functionError());
    assertTrue(outcome.text().matches(".*\"httpStatusCode\": " + status + ".*"), outcome.text());
    assertEquals(detail, outcome.json().at("/data/detailCode").asInt());
    assertEquals("m", outcome.json().at("/data/message").asText());
    assertEquals("m", outcome.json().at("/data/developerMessage").asText());
    assertEquals(code, outcome.json().get("code").asLong());
    assertEquals(2, outcome.json().size());
  }

  /** Integration responses match a regex whose dot stops at each of them. */
  @Test
  void messagesStayOnOneLine() {
    String message = "No chirp x\u2028y\u2029z\u0085 😀 ä \u2027\u20a8";
    for (String shape : Samples.ALL) {
      Outcome outcome =
          Probe.of(
                  request -> {
                    throw new InvalidRequestException(1, message);
                  })
              .send(Samples.read(shape));
      assertTrue(outcome.text().matches(".*httpStatusCode\\\\?\": 400.*"), outcome.text());
      assertEquals(message, outcome.envelope().at("/data/message").asText());
    }
    record Chirp(String text) {}
    for (Object data : List.of(message, Map.of(message, 1), new Chirp(message))) {
      String text = Probe.of(request -> data).send(EVENT).text();
      assertTrue(text.matches(".*x\\\\u2028y\\\\u2029z\\\\u0085 😀 ä \u2027\u20a8.*"), text);
    }
  }

  @Test
  void longTextsArriveWhole() {
    for (String text : List.of("😀ä\u2028".repeat(9_000), "x" + "😀".repeat(9_000))) {
      assertEquals(
          text, Probe.of(request -> List.of(text)).send(EVENT).json().at("/data/0").asText());
    }
  }

  @Test
  void otherExceptionsAreA500WithoutDetails() {
    Outcome outcome =
        Probe.of(
                request -> {
                  throw new IllegalStateException("the table is gone");
                })
            .send(EVENT);
    assertTrue(outcome.functionError());
    assertEquals(
        "{\"data\": {\"httpStatusCode\": 500, \"detailCode\": 100, \"message\": \"An internal server"
            + " error occurred\", \"developerMessage\": \"An internal server error occurred\","
            + " \"moreInfoUrl\": \"/docs/errors/500-100\"}, \"code\": 500100}",
        outcome.text());
  }

  @Test
  void causeOfA500AndDocsUrlAreConfigurable() {
    Map<String, String> environment =
        Map.of("CHIRP_EXPOSE_ERRORS", "true", "CHIRP_DOCS_URL", "https://docs.example/e/");
    Outcome outcome =
        Probe.of(
                environment,
                request -> {
                  throw new IllegalStateException("the table is gone");
                })
            .send(EVENT);
    assertEquals(
        "java.lang.IllegalStateException: the table is gone",
        outcome.json().at("/data/developerMessage").asText());
    assertEquals("An internal server error occurred", outcome.json().at("/data/message").asText());
    assertEquals("https://docs.example/e/500-100", outcome.json().at("/data/moreInfoUrl").asText());
  }

  @Test
  void missingFieldsAreNamedAllAtOnce() {
    Outcome outcome =
        Probe.of(
                request ->
                    request.require(
                        "body-json:chirp-text",
                        "body-json:author",
                        "body-json:none",
                        "body-json:empty",
                        "params:querystring:page",
                        "params:path:id"))
            .send(EVENT);
    assertEquals(
        "Fields missing body-json:author,body-json:none,params:querystring:page",
        outcome.json().at("/data/message").asText());
    assertEquals(400100, outcome.json().get("code").asInt());
  }

  @Test
  void requireReturnsTheRequest() {
    Outcome outcome =
        Probe.of(request -> request.require("params:header:aCCept").requestId()).send(EVENT);
    assertEquals("req-1", outcome.json().get("data").asText());
  }

  @Test
  void functionAnswersWithoutAContext() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NullHandler.callWithoutContext(
        Probe.of(request -> request.requestId() + "|" + request.context().getFunctionName()), out);
    assertEquals(
        "{\"data\": \"|\", \"code\": 200, \"notes\": null}", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theNumbersOfAnExceptionAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new ApiException(399, 1, "m"));
    assertThrows(IllegalArgumentException.class, () -> new ApiException(600, 1, "m"));
    assertThrows(IllegalArgumentException.class, () -> new ApiException(400, -1, "m"));
    assertThrows(IllegalArgumentException.class, () -> new ApiException(400, 1_000_000, "m"));
    assertEquals(404100L, new ApiError(404, 100, "m", "d", "u").code());
  }
}
