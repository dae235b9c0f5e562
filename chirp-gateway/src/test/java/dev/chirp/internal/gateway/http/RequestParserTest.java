package dev.chirp.internal.gateway.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestParserTest {
  private static final String FOUR =
      """
      GET /a HTTP/1.1
      Host: localhost


      POST /b HTTP/1.1
      Host: localhost
      Content-Length: 4



      PUT /c HTTP/1.1
      Host: localhost
      Transfer-Encoding: chunked

      3
      x

      2;a=b
      yz
      0
      T: 1

      DELETE /d HTTP/1.0
      Host: localhost

      """
          .replace("\n", "\r\n");

  private final RequestParser parser =
      new RequestParser(ServerLimits.HTTP_API, "127.0.0.1", 1, Clock.systemUTC());

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    parser.add(bytes, bytes.length);
  }

  private List<String> all() throws RequestRefused {
    List<String> requests = new ArrayList<>();
    Optional<IncomingRequest> next = parser.next();
    while (next.isPresent()) {
      IncomingRequest request = next.get();
      requests.add(request.method() + " " + request.target() + " " + request.body().text());
      next = parser.next();
    }
    return requests;
  }

  @Test
  void requestsAreTheSameHoweverTheirBytesAreCut() throws RequestRefused {
    List<String> expected = List.of("GET /a ", "POST /b \r\n\r\n", "PUT /c x\r\nyz", "DELETE /d ");
    for (int piece = 1; piece <= FOUR.length(); piece++) {
      List<String> found = new ArrayList<>();
      for (int i = 0; i < FOUR.length(); i += piece) {
        add(FOUR.substring(i, Math.min(FOUR.length(), i + piece)));
        found.addAll(all());
      }
      assertEquals(expected, found, "in pieces of " + piece);
      assertFalse(parser.isStarted());
    }
  }

  @Test
  void continueIsOwedOnceAndOnlyForAMissingBody() throws RequestRefused {
    String head = "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n";
    add(head + "Content-Length: 2\r\n\r\n");
    assertEquals(List.of(), all());
    assertTrue(parser.takesContinue());
    assertFalse(parser.takesContinue());
    add("ok" + head + "Content-Length: 2\r\n\r\no");
    assertEquals(List.of("POST / ok"), all());
    assertFalse(parser.takesContinue());
    add("k" + head + "\r\n");
    assertEquals(List.of("POST / ok", "POST / "), all());
    assertFalse(parser.takesContinue());
  }

  /** A pattern that backtracked here held the only thread that reads. */
  @Test
  void headerOfBlanksIsReadAtOnce() throws RequestRefused {
    String blanks = " \t".repeat(4500);
    add("GET /a HTTP/1.1\r\nHost: localhost\r\nA:" + blanks + "x" + "\r\n\r\n");
    add("GET /b HTTP/1.1\r\nHost: localhost\r\nA: \ta b\t \r\nB:\r\nC: \t \r\n\r\n");
    assertEquals("x", parser.next().orElseThrow().header("a").orElseThrow());
    IncomingRequest second = parser.next().orElseThrow();
    assertEquals(
        List.of("a b", "", ""),
        List.of("a", "b", "c").stream().map(name -> second.header(name).orElseThrow()).toList());
    add("GET /c HTTP/1.1\r\nHost: localhost\r\nA:" + blanks + "\u0001\r\n\r\n");
    assertEquals("A header is malformed.", refusal());
  }

  private String refusal() {
    RequestRefused refusal = assertThrows(RequestRefused.class, this::all);
    assertEquals(400, refusal.status());
    return refusal.reason();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2;a\nb\r\n", "2;a\rb\r\n", "2;a\r\r\n", "0;\n\r\n"})
  void bareLineBreakAfterAChunksSizeIsRefused(String size) {
    add("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + size);
    assertEquals("A chunk of the request's body is malformed.", refusal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"A: b\nC: d\r\n", "A: b\rC: d\r\n", "\n\r\n"})
  void bareLineBreakInTrailersIsRefused(String trailers) {
    add("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
    add(trailers);
    assertEquals("The request's trailers are malformed.", refusal());
  }

  @Test
  void headHasALimit() throws RequestRefused {
    String begin = "GET / HTTP/1.1\r\nHost: localhost\r\nA: ";
    String most = begin + "x".repeat(10_240 - begin.length());
    add(most + "\r\n\r\n");
    assertEquals(List.of("GET / "), all());
    add(most + "x\r\n\r\n");
    RequestRefused refusal = assertThrows(RequestRefused.class, this::all);
    assertEquals(431, refusal.status());
    assertEquals("The request line and headers have more than 10240 bytes.", refusal.reason());
  }

  @Test
  void headThatDoesNotEndHasALimit() {
    add("GET /" + "x".repeat(10_240));
    assertEquals(431, assertThrows(RequestRefused.class, this::all).status());
  }

  @Test
  void trailersHaveALimit() throws RequestRefused {
    add("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
    for (int i = 0; i < 10; i++) {
      add("A: " + "x".repeat(1000) + "\r\n");
      assertEquals(List.of(), all());
    }
    add("A: " + "x".repeat(1000) + "\r\n");
    assertEquals(431, assertThrows(RequestRefused.class, this::all).status());
  }

  @Test
  void sizeLineOfAChunkHasALimit() {
    add("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    add("1;" + "x".repeat(300));
    assertEquals(400, assertThrows(RequestRefused.class, this::all).status());
  }

  @Test
  void chunksTogetherHaveALimit() throws RequestRefused {
    add("POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    String chunk = "100000\r\n" + "x".repeat(1 << 20) + "\r\n";
    for (int i = 0; i < 10; i++) {
      add(chunk);
      assertEquals(List.of(), all());
    }
    add("1\r\n");
    assertEquals(413, assertThrows(RequestRefused.class, this::all).status());
  }
}
