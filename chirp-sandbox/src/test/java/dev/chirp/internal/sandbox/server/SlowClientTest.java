package dev.chirp.internal.sandbox.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.testkit.Row;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that start a request and do not finish it. */
@Tag("slow")
class SlowClientTest {
  @TempDir private Path directory;
  private OtherProcess sandbox;
  private URI endpoint;

  /** Starts a sandbox in its own JVM with a time limit of one second. */
  @BeforeEach
  void start() throws IOException {
    sandbox = OtherProcess.start(directory, "keep", "-Dsun.net.httpserver.maxReqTime=1");
    endpoint = URI.create(sandbox.line());
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Socket send(String request) throws IOException {
    Socket socket = new Socket(endpoint.getHost(), endpoint.getPort());
    socket.setSoTimeout(20_000);
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Row(40)
  @Test
  void row40IncompleteRequestIsDroppedAndOthersAreServed() throws IOException {
    try (Socket head = send("GET / HTTP/1.1\r\nHost: 127.0");
        Socket body = send("PUT /b/k HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n\r\nabc");
        Socket whole = send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")) {
      String answer = new String(whole.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 403 "), answer);
      assertEquals(0, read(head).length());
      assertEquals(0, read(body).length());
    }
  }

  @Row(40)
  @Test
  void row40DefaultTimeLimitOfARequestIsAMinute() throws IOException {
    try (OtherProcess other = OtherProcess.start(directory.resolve("other"), "patience")) {
      assertEquals("60", other.line());
    }
  }

  /** Everything the server sends until it closes the connection. */
  private static String read(Socket socket) throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
