package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Masking of messages: by the look of a word, and by the values in the request. */
@Tag("slow")
class MaskingTest {

  private static final String AWKWARD = "a,b;c)d\"e\\f";

  /** The message as it is logged. */
  private static String logged(String event, String message) {
    RecordingContext context = new RecordingContext();
    Probe.of(
            request -> {
              throw new ForbiddenException(1, message);
            })
        .send(event, context);
    assertEquals(1, context.lines.size());
    return context.lines.get(0).substring("[INFO] req-1 403 1 ".length());
  }

  private static String json(Object value) {
    String envelope = Probe.of(request -> value).send("{}").text();
    return envelope.substring("{\"data\": ".length(), envelope.indexOf(", \"code\": 200"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          passphrase=abc and more            | passphrase=*** and more
          a?token=abcd,efgh;ijk)l&x=1        | a?token=***&x=1
          pass%77ord=abc&x=1                 | pass%77ord=***&x=1
          client_secret: a b, x              | client_secret: ***, x
          apiKey : 'a b' x                   | apiKey : *** x
          "pwd": "a\\"b", "x": 1             | "pwd": ***, "x": 1
          "pwd": "never closed               | "pwd": ***
          <Password>a b&c</Password>         | <Password>***</Password>
          <otp>123456</otp>                  | <otp>***</otp>
          pin: 1234                          | pin: ***
          spin: 1234                         | spin: 1234
          Bearer%20abc.def                   | Bearer%20***
          Bearer+abc x                       | Bearer+*** x
          bearer abc, x                      | bearer ***, x
          bearer                             | bearer
          see AKIAIOSFODNN7EXAMPLE.          | see ***
          see ASIAIOSFODNN7EXAMPLE x         | see *** x
          see AKIAIOSFODNN7                  | see AKIAIOSFODNN7
          see ASIA-PACIFIC-REGION-1          | see ASIA-PACIFIC-REGION-1
          https://robin:wing1234@host/a:b@c  | https://robin:***@host/a:b@c
          https://host:8080/a                | https://host:8080/a
          a.b.TokenException: 12             | a.b.TokenException: 12
          a.b.TokenError: 12                 | a.b.TokenError: 12
          {"token": "abc", "n": 1.50}        | {"token": "***", "n": 1.50}
          ["a", {"session": {"id": 1}}]      | ["a", {"session": "***"}]
          {"token": null}                    | {"token": null}
          {"token": "abc"                    | {"token": ***
          """)
  void onlyTextThatLooksLikeASecretIsMasked(String message, String masked) {
    assertEquals(masked, logged("{}", message));
  }

  @Test
  void everyTokenIsRecognized() {
    Random random = new Random(20_260_131);
    for (int i = 0; i < 1000; i++) {
      byte[] payload = new byte[30 + random.nextInt(60)];
      random.nextBytes(payload);
      Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
      String header =
          i % 2 == 0 ? "{\"alg\":\"RS256\",\"kid\":\"" + i + "\"}" : "{\n \"a\": " + i + "}";
      String token =
          base64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
              + "."
              + base64.encodeToString(payload)
              + "."
              + base64.encodeToString(payload);
      assertEquals("bad *** here", logged("{}", "bad " + token + " here"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"token:", "bearer:", "token=", "a-", "//", "//a:", "\"token\"", "<jwt>", "ey."})
  void theTimeIsInProportionToTheText(String part) {
    String body = part.repeat(1_000_000 / part.length());
    String event = json(Map.of("requestContext", Map.of("http", Map.of()), "body", body));
    String secret = json(Map.of("body-json", Map.of("password", body), "x", body));
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertEquals("no", logged(event, "no"));
          assertEquals(1_000, logged(secret, "x".repeat(1_000)).length());
          assertFalse(logged(secret, "no " + body).isEmpty());
        });
  }

  @Test
  void aSecretWithPunctuationIsMaskedWhole() {
    String query = "token=abcd1234,efgh5678;ijkl&x=1";
    String event = json(Map.of("rawQueryString", query, "body-json", Map.of("password", AWKWARD)));
    assertEquals(query.replaceAll("=.*&", "=***&"), logged(event, query));
    assertEquals("wrong password: ***", logged(event, "wrong password: " + AWKWARD));
    assertEquals("'***' is wrong", logged(event, "'" + AWKWARD + "' is wrong"));
    assertEquals("not *** but", logged(event, "not abcd1234,efgh5678;ijkl but"));
  }

  @Test
  void theOtherFormsOfASecretAreMaskedToo() {
    String secret = "wing/1234+x ü\"y";
    String event = json(Map.of("body-json", Map.of("password", secret)));
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    String base64 = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    for (String form :
        List.of(
            secret,
            encoded,
            encoded.replace("+", "%20"),
            base64.replace("=", ""),
            secret.replace("\"", "\\\""))) {
      assertEquals("a *** b", logged(event, "a " + form + " b"));
    }
  }

  @Test
  void longerOfTwoSecretsIsMasked() {
    String event = json(Map.of("password", "wing", "token", "wing 1234", "jwt", "1234 feather"));
    assertEquals("a *** b ***", logged(event, "a wing 1234 b wing"));
    assertEquals("a ***", logged(event, "a wing 1234 feather"));
    String one = "x".repeat(100) + "1" + "y".repeat(50);
    String two = "x".repeat(100) + "2" + "y".repeat(70);
    String both = json(Map.of("password", one, "token", two));
    assertEquals("a *** b ***", logged(both, "a " + one + " b " + two));
  }

  @Test
  void wordsThatContainASecretStay() {
    String event = json(Map.of("password", "wing", "body", "secret=tree&x=1"));
    assertEquals("*** wings swing *** trees", logged(event, "wing wings swing tree trees"));
    assertEquals("a%20*** \\\\n***", logged(event, "a%20wing \\\\nwing"));
  }

  @Test
  void theCallerCannotBlankOutTheLog() {
    String event =
        json(
            Map.of(
                "headers",
                Map.of(
                    "Cookie",
                    "lang=java; x=Exception; y=dev.chirp.runtime.Masking; s=longer-secret"),
                "requestContext",
                Map.of("http", Map.of(), "authorizer", Map.of("a", "true", "b", "user"))));
    RecordingContext context = new RecordingContext();
    Probe.of(
            request -> {
              throw new IllegalStateException("true for java user with longer-secret");
            })
        .send(event, context);
    String log = context.log();
    assertTrue(
        log.startsWith(
            "[ERROR] req-1 java.lang.IllegalStateException: true for java user with ***\n"
                + "\tat dev.chirp.runtime.MaskingTest."),
        log);
    assertEquals(log.indexOf("***"), log.lastIndexOf("***"), log);
  }

  @Test
  void harmlessValuesInTheSamePlacesAreLogged() {
    Map<String, Object> event =
        Map.of(
            "requestContext",
            Map.of("http", Map.of("method", "value-0"), "identity", Map.of("userAgent", "value-1")),
            "headers",
            Map.of("accept", "value-2"),
            "rawQueryString",
            "page=value-3&text=value+4",
            "queryStringParameters",
            Map.of("page", "value-5"),
            "cookie-free",
            1,
            "body",
            json(Map.of("text", "value-6", "list", List.of("value-7", Map.of("a", "value-8")))),
            "stageVariables",
            Map.of("table", "value-9"));
    RecordingContext context = new RecordingContext();
    Probe.of(Map.of("CHIRP_LOG_LEVEL", "DEBUG"), request -> List.of("value-A", 1.5, true))
        .send(json(event), context);
    for (int i = 0; i < 10; i++) {
      String value = i == 4 ? "value+4" : "value-" + i;
      assertTrue(context.lines.get(0).contains(value), value + " in " + context.log());
    }
    assertTrue(context.lines.get(1).contains("[\\\"value-A\\\", 1.5, true]"), context.log());
    assertTrue(context.lines.get(0).contains("\"cookie-free\": \"***\""), context.log());
  }
}
