package dev.chirp.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

  private static final String KEY_ID = "AKIAIOSFODNN7EXAMPLE";
  private static final String TEMPORARY_KEY_ID = "ASIAIOSFODNN7EXAMPLE";
  private static final String JWT =
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N";

  private static final List<String> HEADERS =
      List.of(
          "Authorization",
          "Proxy-Authorization",
          "Cookie",
          "Set-Cookie",
          "X-Api-Key",
          "X-Amz-Security-Token",
          "X-Amz-Signature",
          "X-Csrf-Token");

  private static final List<String> FIELDS =
      List.of(
          "password",
          "pass_word",
          "oldPasswd",
          "client-secret",
          "credentials",
          "private.key",
          "apiKey",
          "access_key_id",
          "jwt",
          "sessionId",
          "refreshToken");

  private static final List<String> QUERY =
      List.of("access_token", "X-Amz-Signature", "X-Amz-Credential", "api_key", "session");

  /** Secret by its place: the place and an index make the value. */
  private static Map<String, String> plant(String where, List<String> names) {
    Map<String, String> planted = new LinkedHashMap<>();
    for (String name : names) {
      planted.put(name, "s3cr3t/" + where + planted.size() + "+x y");
    }
    return planted;
  }

  private record Planted(String event, List<String> secrets) {}

  private static String json(Object value) {
    String envelope = Probe.of(request -> value).send("{}").text();
    return envelope.substring("{\"data\": ".length(), envelope.indexOf(", \"code\": 200"));
  }

  private static String encoded(Map<String, String> pairs) {
    StringBuilder text = new StringBuilder("page=2");
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      text.append('&').append(java.net.URLEncoder.encode(pair.getKey(), StandardCharsets.UTF_8));
      text.append('=').append(java.net.URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8));
    }
    return text.toString();
  }

  private static Planted planted(String shape, String bodyKind) {
    Map<String, String> headers = plant("header", HEADERS);
    Map<String, String> fields = plant("field", FIELDS);
    Map<String, String> query = plant("query", QUERY);
    List<String> secrets = new ArrayList<>();
    secrets.addAll(headers.values());
    secrets.addAll(fields.values());
    secrets.addAll(query.values());
    secrets.addAll(
        List.of("cookie-s3cr3t", "claim-s3cr3t", "caller-s3cr3t", KEY_ID, TEMPORARY_KEY_ID, JWT));
    secrets.add("opaque-s3cr3t-after-bearer");
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("text", "harmless");
    body.put("nested", List.of(fields));
    body.put("note", "use " + KEY_ID + " or " + TEMPORARY_KEY_ID + ", " + JWT);
    body.put("more", "bearer opaque-s3cr3t-after-bearer");
    Map<String, Object> event = new LinkedHashMap<>();
    if (shape.equals("pass-through")) {
      event.put("body-json", body);
      event.put("params", Map.of("querystring", query, "header", headers));
      event.put(
          "context", Map.of("authorizer-principal", "claim-s3cr3t", "api-key", "caller-s3cr3t"));
      event.put("stage-variables", Map.of("cookieValue", "cookie-s3cr3t"));
    } else {
      fillProxy(event, shape, headers, query);
      String text =
          switch (bodyKind) {
            case "form" ->
                encoded(fields)
                    + "&note="
                    + KEY_ID
                    + ","
                    + TEMPORARY_KEY_ID
                    + "&j="
                    + JWT
                    + "&more=Bearer+opaque-s3cr3t-after-bearer";
            case "broken" -> json(body).substring(0, json(body).length() - 1);
            default -> json(body);
          };
      boolean base64 = bodyKind.equals("base64");
      event.put(
          "body",
          base64
              ? Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
              : text);
      event.put("isBase64Encoded", base64);
    }
    return new Planted(json(event), secrets);
  }

  private static void fillProxy(
      Map<String, Object> event,
      String shape,
      Map<String, String> headers,
      Map<String, String> query) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("authorizer", Map.of("claims", Map.of("sub", "claim-s3cr3t")));
    context.put("identity", Map.of("caller", "caller-s3cr3t", "sourceIp", "192.0.2.1"));
    if (shape.equals("http-api")) {
      context.put("http", Map.of("method", "POST"));
      event.put("rawQueryString", encoded(query));
      event.put("cookies", List.of("id=cookie-s3cr3t", "theme=dark"));
      event.put("headers", headers);
    } else {
      if (shape.startsWith("alb")) {
        context.put("elb", Map.of());
      }
      event.put("httpMethod", "POST");
      Map<String, Object> lists = new LinkedHashMap<>();
      headers.forEach((name, value) -> lists.put(name, List.of("first", value)));
      lists.put("cookie", List.of("a=b; id=cookie-s3cr3t"));
      event.put(shape.equals("alb") ? "headers" : "multiValueHeaders", lists);
      event.put("queryStringParameters", query);
    }
    event.put("requestContext", context);
    event.put("path", "/sign-in?" + encoded(query));
  }

  private static void assertNothingIn(String log, List<String> secrets, int expectedLines) {
    assertTrue(secrets.size() >= 30, "planted " + secrets.size());
    assertEquals(expectedLines, log.split("\n\\[|^\\[", -1).length - 1, log);
    for (String secret : secrets) {
      assertFalse(log.contains(secret), secret + " in " + log);
      String encoded = java.net.URLEncoder.encode(secret, StandardCharsets.UTF_8);
      assertFalse(log.contains(encoded), encoded + " in " + log);
      String base64 =
          Base64.getEncoder()
              .withoutPadding()
              .encodeToString(secret.getBytes(StandardCharsets.UTF_8));
      assertFalse(log.contains(base64), secret + " as base64 in " + log);
    }
    assertFalse(log.contains("s3cr3t"), log);
  }

  private static void checkAll(String shape, String bodyKind) {
    Planted planted = planted(shape, bodyKind);
    List<String> secrets = planted.secrets();
    Map<String, String> trace = Map.of("CHIRP_LOG_LEVEL", "TRACE");
    RecordingContext success = new RecordingContext();
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("echo", secrets);
    answer.put("token", "s3cr3t of the answer");
    Probe.of(trace, request -> ApiResponse.of(answer).withCookie("id=s3cr3t; Path=/"))
        .send(planted.event(), success);
    assertNothingIn(success.log(), secrets, 2);
    String message = "Cannot sign in with " + String.join(" | ", secrets);
    RecordingContext failure = new RecordingContext();
    Probe.of(
            trace,
            request -> {
              throw new IllegalStateException(message, new RuntimeException("as " + message));
            })
        .send(planted.event(), failure);
    assertTrue(failure.log().contains("at dev.chirp.runtime"), failure.log());
    assertNothingIn(failure.log(), secrets, 3);
    RecordingContext refusal = new RecordingContext();
    Probe.of(
            trace,
            request -> {
              throw new ForbiddenException(1, message);
            })
        .send(planted.event(), refusal);
    assertNothingIn(refusal.log(), secrets, 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass-through", "rest-proxy", "http-api", "alb", "alb-multi-value"})
  void noSecretReachesTheLog(String shape) {
    checkAll(shape, "json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"form", "broken", "base64"})
  void noSecretOfABodyReachesTheLogWhateverItsForm(String bodyKind) {
    checkAll("http-api", bodyKind);
    checkAll("rest-proxy", bodyKind);
  }

  @Test
  void harmlessTextStaysReadable() {
    RecordingContext context = new RecordingContext();
    Probe.of(Map.of("CHIRP_LOG_LEVEL", "DEBUG"), request -> Map.of("author", "robin"))
        .send(
            """
            {"requestContext": {"http": {"method": "PUT"}, "identity": {"sourceIp": "192.0.2.1"}},
             "rawQueryString": "page=2&token=abcd&sort=up", "headers": {"accept": "text/html"},
             "body": "{\\"text\\": \\"tweet\\", \\"password\\": \\"abcd\\", \\"n\\": null}"}
            """,
            context);
    assertEquals(
        "[DEBUG] req-1 request {\"requestContext\": {\"http\": {\"method\": \"PUT\"}, \"identity\":"
            + " {\"sourceIp\": \"192.0.2.1\"}}, \"rawQueryString\":"
            + " \"page=2&token=***&sort=up\", \"headers\": {\"accept\": \"text/html\"}, \"body\":"
            + " \"{\\\"text\\\": \\\"tweet\\\", \\\"password\\\": \\\"***\\\", \\\"n\\\": null}\"}",
        context.lines.get(0));
    assertTrue(context.lines.get(1).contains("\\\"author\\\": \\\"robin\\\""), context.log());
  }

  @Test
  void secretNumbersAndLongTextsInsideTextsAreHiddenToo() {
    RecordingContext context = new RecordingContext();
    String inner = json(Map.of("secret", "abcdefgh"));
    Probe.of(
            Map.of("CHIRP_LOG_LEVEL", "DEBUG"),
            request -> Map.of("pin", 48151623, "echo", "abcdefgh"))
        .send(json(Map.of("body-json", Map.of("password", 48151623, "inner", inner))), context);
    assertFalse(context.log().contains("48151623"), context.log());
    assertFalse(context.log().contains("abcdefgh"), context.log());
  }

  @Test
  void decodedBasicCredentialsAreMasked() {
    RecordingContext context = new RecordingContext();
    String basic =
        Base64.getEncoder().encodeToString("robin:wing1234".getBytes(StandardCharsets.UTF_8));
    Probe.of(
            request -> {
              throw new IllegalStateException("wrong: wing1234");
            })
        .send("{\"params\": {\"header\": {\"Authorization\": \"Basic " + basic + "\"}}}", context);
    assertTrue(context.log().contains("wrong: ***"), context.log());
  }
}
