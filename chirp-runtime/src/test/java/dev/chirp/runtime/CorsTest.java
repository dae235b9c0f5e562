package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {

  private static final Map<String, String> LISTED =
      Map.of("CHIRP_CORS_ORIGINS", "https://other.example, https://chirp.example,");

  private static String preflight(String shape) {
    ObjectNode event = (ObjectNode) Probe.parse(Samples.read(shape));
    if (event.has("httpMethod")) {
      event.put("httpMethod", "OPTIONS");
    } else {
      ((ObjectNode) event.at("/requestContext/http")).put("method", "OPTIONS");
    }
    if (event.has("multiValueHeaders")) {
      ((ObjectNode) event.get("multiValueHeaders"))
          .putArray("Access-Control-Request-Method")
          .add("PUT");
    } else {
      ((ObjectNode) event.get("headers")).put("access-control-request-method", "PUT");
    }
    return event.toString();
  }

  private static JsonNode headers(JsonNode answer) {
    JsonNode single = answer.get("headers");
    return single == null ? answer.get("multiValueHeaders") : single;
  }

  private static String header(JsonNode answer, String name) {
    JsonNode value = headers(answer).path(name);
    return value.isArray() ? value.get(0).asText() : value.asText();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest-proxy", "http-api", "function-url", "alb", "alb-multi-value"})
  void aPreflightIsAnsweredWithoutTheFunction(String shape) {
    JsonNode answer =
        Probe.of(
                LISTED,
                request -> {
                  throw new AssertionError("called");
                })
            .send(preflight(shape))
            .json();
    assertEquals(204, answer.get("statusCode").asInt());
    assertEquals("", answer.get("body").asText());
    assertEquals("https://chirp.example", header(answer, "access-control-allow-origin"));
    assertEquals("GET,POST,PUT,PATCH,DELETE", header(answer, "access-control-allow-methods"));
    assertEquals("content-type,authorization", header(answer, "access-control-allow-headers"));
    assertEquals("600", header(answer, "access-control-max-age"));
    assertEquals("origin", header(answer, "vary"));
    assertFalse(headers(answer).has("access-control-allow-credentials"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest-proxy", "http-api", "function-url", "alb", "alb-multi-value"})
  void answersAndErrorsMayBeReadByAllowedOrigins(String shape) {
    String event = Samples.read(shape);
    JsonNode success = Probe.of(LISTED, request -> 1).send(event).json();
    JsonNode error =
        Probe.of(
                LISTED,
                request -> {
                  throw new IllegalStateException();
                })
            .send(event)
            .json();
    assertEquals("https://chirp.example", header(success, "access-control-allow-origin"));
    assertEquals("https://chirp.example", header(error, "access-control-allow-origin"));
    assertEquals(500, error.get("statusCode").asInt());
  }

  @Test
  void otherOriginsAreAllowedNothing() {
    Map<String, String> environment = Map.of("CHIRP_CORS_ORIGINS", "https://chirp.exampl");
    JsonNode answer = Probe.of(environment, request -> 1).send(Samples.read("http-api")).json();
    assertFalse(headers(answer).has("access-control-allow-origin"));
    assertEquals("origin", header(answer, "vary"));
    JsonNode preflight = Probe.of(environment, request -> 1).send(preflight("http-api")).json();
    assertEquals(204, preflight.get("statusCode").asInt());
    assertFalse(headers(preflight).has("access-control-allow-methods"));
  }

  @Test
  void everySettingIsTheProjectsChoice() {
    Map<String, String> environment =
        Map.of(
            "CHIRP_CORS_ORIGINS", "https://chirp.example",
            "CHIRP_CORS_METHODS", "GET",
            "CHIRP_CORS_HEADERS", "x-a",
            "CHIRP_CORS_MAX_AGE", "5",
            "CHIRP_CORS_CREDENTIALS", "true");
    JsonNode answer = Probe.of(environment, request -> 1).send(preflight("alb")).json();
    assertEquals("GET", header(answer, "access-control-allow-methods"));
    assertEquals("x-a", header(answer, "access-control-allow-headers"));
    assertEquals("5", header(answer, "access-control-max-age"));
    assertEquals("true", header(answer, "access-control-allow-credentials"));
  }

  @Test
  void anyOriginNeverGoesWithCredentials() {
    Map<String, String> environment =
        Map.of("CHIRP_CORS_ORIGINS", "*", "CHIRP_CORS_CREDENTIALS", "true");
    JsonNode answer = Probe.of(environment, request -> 1).send(preflight("alb")).json();
    assertEquals("*", header(answer, "access-control-allow-origin"));
    assertFalse(headers(answer).has("access-control-allow-credentials"));
    assertFalse(headers(answer).has("vary"));
  }

  @Test
  void credentialsGoOnlyWithTheOriginOfTheSettings() {
    Map<String, String> environment =
        Map.of("CHIRP_CORS_ORIGINS", "https://chirp.example", "CHIRP_CORS_CREDENTIALS", "true");
    for (String own : List.of("*", "https://own.example")) {
      JsonNode answer =
          Probe.of(
                  environment,
                  request -> ApiResponse.of(1).withHeader("access-control-allow-origin", own))
              .send(Samples.read("http-api"))
              .json();
      assertEquals(own, header(answer, "access-control-allow-origin"));
      assertFalse(headers(answer).has("access-control-allow-credentials"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "origin|origin",
        "Accept, Origin|Accept, Origin",
        "*|*",
        "x-origin|x-origin, origin"
      })
  void varyNamesTheOriginOnce(String own, String expected) {
    JsonNode answer =
        Probe.of(LISTED, request -> ApiResponse.of(1).withHeader("vary", own))
            .send(Samples.read("http-api"))
            .json();
    assertEquals(expected, header(answer, "vary"));
  }

  @Test
  void lineBreakInASettingAddsNoHeader() {
    Map<String, String> environment =
        Map.of(
            "CHIRP_CORS_ORIGINS", "https://chirp.example",
            "CHIRP_CORS_METHODS", "GET,\r\nPUT",
            "CHIRP_CORS_HEADERS", "x-a\u007f,\u0000x-b\n",
            "CHIRP_CORS_MAX_AGE", "5\nx: y");
    JsonNode answer = Probe.of(environment, request -> 1).send(preflight("alb")).json();
    assertEquals("GET,  PUT", header(answer, "access-control-allow-methods"));
    assertEquals("x-a , x-b", header(answer, "access-control-allow-headers"));
    assertEquals("5 x: y", header(answer, "access-control-max-age"));
  }

  @Test
  void unconfiguredOptionsRequestReachesTheFunction() {
    JsonNode answer =
        Probe.of(request -> request.method().orElseThrow()).send(preflight("rest-proxy")).json();
    assertTrue(answer.get("body").asText().contains("OPTIONS"));
    assertFalse(answer.toString().contains("access-control-allow"));
  }

  @Test
  void theFunctionsOwnHeadersWin() {
    JsonNode answer =
        Probe.of(
                LISTED,
                request ->
                    ApiResponse.of(1)
                        .withHeader("Access-Control-Allow-Origin", "https://own.example")
                        .withHeader("Vary", "accept"))
            .send(Samples.read("http-api"))
            .json();
    assertEquals("https://own.example", header(answer, "access-control-allow-origin"));
    assertEquals("accept, origin", header(answer, "vary"));
  }
}
