package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.chirp.testkit.Row;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that a page in the developer's browser can send, byte for byte. */
class WebPageTest {
  private static final String OWN_HOST = "Host: 127.0.0.1";

  /** The length of {@code HTTP/1.1 403}. */
  private static final int STATUS_LINE = 12;

  @TempDir private Path directory;
  private final List<String> done = new CopyOnWriteArrayList<>();
  private SandboxServer sandbox;
  private String credential = "";
  private String create = "";

  @BeforeEach
  void start() {
    sandbox =
        SandboxServer.builder()
            .directory(directory)
            .interceptor(
                (action, call, service) -> {
                  done.add(action);
                  return service.answer(call);
                })
            .start();
    credential =
        "X-Amz-Credential=%s%%2F20260101%%2Fus-east-1%%2Flambda%%2Faws4_request"
            .formatted(sandbox.address().accessKeyId());
    create = "POST /2015-03-31/functions?" + credential;
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void pageOfAnotherOriginCannotCreateAFunction() throws IOException {
    String text = "Content-Type: text/plain";
    assertRefused(create, OWN_HOST, text, "Origin: https://evil.example");
    assertRefused(create, OWN_HOST, text, "Origin: null");
    assertRefused(create, OWN_HOST, text, "Origin: " + sandbox.endpoint());
  }

  @Test
  void imageOrLinkOfAnotherSiteReadsNothing() throws IOException {
    String list = "GET /2015-03-31/functions/?" + credential;
    assertRefused(list, OWN_HOST, "Sec-Fetch-Site: cross-site");
    assertRefused(list, OWN_HOST, "Sec-Fetch-Site: same-site");
  }

  @Test
  void urlTypedIntoTheBrowserWorks() throws IOException {
    String list = "GET /2015-03-31/functions/?" + credential;
    assertEquals(200, status(send(list, OWN_HOST, "Sec-Fetch-Site: none")));
    assertEquals(200, status(send(list, OWN_HOST, "Sec-Fetch-Site: same-origin")));
    assertEquals(200, status(send(list, OWN_HOST)));
  }

  @Row(40)
  @Test
  void otherHostNameIsRefused() throws IOException {
    assertRefused(create, "Host: evil.example");
    assertRefused("GET /", "Host: evil.example:4566");
    assertRefused("GET /", "Host: localhost.evil.example");
    String answer = send("GET /", "Host: evil.example");
    assertFalse(answer.contains("lambda"), answer);
  }

  /** The test sends no body, so a server that reads it would not respond. */
  @Test
  void refusedRequestsBodyIsNotRead() throws IOException {
    String[] form = {
      "Content-Type: application/x-www-form-urlencoded", "Content-Length: 2000000000"
    };
    assertRefused("POST /", OWN_HOST, "Origin: https://evil.example", form[0], form[1]);
    assertRefused("POST /", "Host: evil.example", form[0], form[1]);
  }

  @Row(40)
  @Test
  void tooLargeFormIsRefused() throws IOException {
    String answer =
        exchange(
            "POST /?%s HTTP/1.1\r\n".formatted(credential.replace("lambda", "iam"))
                + "Host: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                + "Content-Length: 2000000000\r\n\r\n"
                + "a=".repeat((1 << 19) + 1),
            STATUS_LINE);
    assertEquals(413, status(answer), answer);
  }

  private void assertRefused(String line, String... headers) throws IOException {
    String answer = send(STATUS_LINE, line, headers);
    assertEquals(403, status(answer), answer);
    assertEquals(List.of(), done);
  }

  private String send(String line, String... headers) throws IOException {
    return send(200, line, headers);
  }

  private String send(int length, String line, String... headers) throws IOException {
    return exchange(
        line + " HTTP/1.1\r\nConnection: close\r\n" + String.join("\r\n", headers) + "\r\n\r\n",
        length);
  }

  private String exchange(String request, int length) throws IOException {
    URI endpoint = sandbox.endpoint();
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }
}
