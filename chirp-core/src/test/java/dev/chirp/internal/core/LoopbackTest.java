package dev.chirp.internal.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.Headers;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One rule for what this machine is, for all who ask. */
class LoopbackTest {
  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:4566, true",
    "http://127.1:4566/, true",
    "http://localhost:4566, true",
    "https://LOCALHOST, true",
    "http://s3.localhost:4566/path, true",
    "http://localhost?a=b, true",
    "http://[::1]:4566, true",
    "::1, true",
    "127.0.0.1:4566, true",
    "http://0.0.0.0:4566, true",
    "https://dynamodb.eu-west-1.amazonaws.com, false",
    "http://localhost.example.com, false",
    "http://localhost:80@example.com, false",
    "http://example.com/localhost, false",
    "http://10.0.0.1:4566, false",
    "http://127.example.com, false",
    "'', false"
  })
  void loopbackUrlIsRecognized(String url, boolean loopback) {
    assertEquals(loopback, Loopback.isUrl(url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.0.0.2", "localhost", "acme-code.localhost", "[::1]"})
  void endpointsAndHostHeadersAreHeldToIt(String host) {
    assertTrue(Loopback.isUrl("http://" + host + ":4566"));
    assertEquals(Optional.<String>empty(), Origins.refusal(headers(host + ":4566")));
  }

  @Test
  void requestWithoutHostIsRefused() {
    assertEquals(Optional.of("Chirp answers this machine only."), Origins.refusal(new Headers()));
  }

  private static Headers headers(String host) {
    Headers headers = new Headers();
    headers.set("Host", host);
    return headers;
  }
}
