package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.chirp.internal.core.SandboxAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Requests with malformed values. The response blames the client, never the sandbox. */
abstract class MalformedRequests {
  static final List<String> TEXTS =
      List.of(
          "x",
          "-1",
          "0",
          "1.5",
          "99999999999999999999",
          "2147483648",
          "",
          "%",
          "é",
          "9".repeat(400));
  static final List<String> JSON =
      List.of(
          "\"x\"",
          "-1",
          "0",
          "1.5",
          "99999999999999999999",
          "2147483648",
          "1e400",
          "\"\"",
          "[]",
          "{}",
          "null",
          "true",
          "[null]",
          "[{}]",
          "{\"a\": null}",
          "[1]",
          "{\"N\": \"x\"}");

  @TempDir private Path directory;
  private final List<String> faults = new CopyOnWriteArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private SandboxServer sandbox;

  @BeforeEach
  void start() {
    sandbox =
        SandboxServer.builder()
            .directory(directory)
            .faultLog(
                (request, cause) ->
                    faults.add(request + ": " + cause + " at " + cause.getStackTrace()[0]))
            .start();
  }

  final SandboxAddress address() {
    return sandbox.address();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  final void json(String service, String target, Map<String, List<String>> bodies)
      throws Exception {
    for (Map.Entry<String, List<String>> entry : bodies.entrySet()) {
      for (String body : entry.getValue()) {
        for (String value : JSON) {
          send(service, target + entry.getKey(), body.replace("@", value));
        }
      }
      for (String body : List.of("", "x", "{", "[]", "\u0000")) {
        send(service, target + entry.getKey(), body);
      }
    }
  }

  final void send(String service, String target, String body) throws Exception {
    exchange("POST", "/", service, Optional.of(target), body);
  }

  final void at(String method, String path, String service, String body) throws Exception {
    exchange(method, path, service, Optional.empty(), body);
  }

  private void exchange(
      String method, String path, String service, Optional<String> target, String body)
      throws Exception {
    SandboxAddress address = sandbox.address();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address.endpoint() + path))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20260101/us-east-1/%s/aws4_request"
                    .formatted(address.accessKeyId(), service))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    target.ifPresent(name -> request.header("X-Amz-Target", name));
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    boolean refusedByName = answer.statusCode() == 501;
    if ((answer.statusCode() >= 500 && !refusedByName) || answer.body().contains("Exception:")) {
      wrong.add(answer.statusCode() + " " + target.orElse(method + " " + path) + " " + body);
    }
  }

  final void assertNoFault() {
    assertEquals(
        "", String.join("\n", faults.stream().distinct().toList()), () -> String.join("\n", wrong));
    assertEquals("", String.join("\n", wrong));
  }
}
