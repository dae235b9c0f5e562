package dev.chirp.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class RuntimeApiServerTest {
  @Test
  void requestOfAWebPageIsRefused() throws Exception {
    try (RuntimeApiServer api = RuntimeApiServer.start()) {
      URI root = URI.create("http://" + api.address() + "/2018-06-01/runtime");
      HttpRequest failsTheStart =
          HttpRequest.newBuilder(URI.create(root + "/init/error"))
              .header("Origin", "https://evil.example")
              .POST(HttpRequest.BodyPublishers.ofString("{}"))
              .build();
      HttpRequest takesTheEvent =
          HttpRequest.newBuilder(URI.create(root + "/invocation/next"))
              .header("Sec-Fetch-Site", "cross-site")
              .build();
      HttpClient page = HttpClient.newHttpClient();
      assertEquals(403, page.send(failsTheStart, BodyHandlers.discarding()).statusCode());
      assertEquals(403, page.send(takesTheEvent, BodyHandlers.discarding()).statusCode());
      assertFalse(api.ready().isDone());
    }
  }
}
