package dev.chirp.internal.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\n\r\nhello",
        "Content-Length: 5, 5\r\n\r\nhello",
        "Content-Length: 5\r\ncontent-length: 5\r\n\r\nhello",
        "content-length:5\n\nhello",
        "Transfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        "transfer-encoding:chunked\r\n\r\n1;a=b\r\nh\r\n0004 ;c\r\nello\r\n000\r\nX: y\r\nZ:\r\n\r\n",
      })
  void isTheSameWhereverItIsSplit(String rest) throws IOException {
    byte[] bytes = bytes(OK + rest + "HTTP/1.1 202 Next\r\nContent-Length: 0\r\n\r\n");
    for (int split = 0; split <= bytes.length; split++) {
      InputStream parts =
          new SequenceInputStream(
              new ByteArrayInputStream(bytes, 0, split),
              new ByteArrayInputStream(bytes, split, bytes.length - split));
      Input in = new Input(parts);
      Reply reply = Reply.read(in);
      assertEquals("hello", text(reply), "split at " + split);
      assertTrue(reply.reusable());
      assertEquals(202, Reply.read(in).status());
      assertFalse(in.hasRest());
    }
  }

  @Test
  void interimRepliesAreSkipped() throws IOException {
    String reply =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
            + OK
            + "Content-Length: 1\r\n\r\n!";
    assertEquals("!", text(read(reply)));
  }

  @Test
  void statusWithoutContentHasNoBody() throws IOException {
    assertEquals("", text(read("HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc")));
  }

  @Test
  void replyWithoutLengthEndsWithTheConnection() throws IOException {
    String all = "x".repeat(100_000);
    Reply reply = read(OK + "\r\n" + all);
    assertEquals(all, text(reply));
    assertFalse(reply.reusable());
  }

  @Test
  void longAndNonAsciiHeaderValuesAreKept() throws IOException {
    String value = "\u00e4" + "x".repeat(20_000);
    assertEquals(value, read(OK + "A: " + value + "\r\nContent-Length: 0\r\n\r\n").header("a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200",
        "SPDY 200 OK\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1\r\n\r\n",
        OK + "no colon\r\n\r\n",
        OK + ": no name\r\n\r\n",
        OK + "Content-Length: 5\r\n\r\nhell",
        OK + "Content-Length: -5\r\n\r\nhello",
        OK + "Content-Length: \r\n\r\n",
        OK + "Content-Length: 5, 6\r\n\r\nhello",
        OK + "Content-Length: 99999999999\r\n\r\nhello",
        OK + "Transfer-Encoding: gzip\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\nhello\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n3\r\nhello\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\nfffffffff\r\nhello\r\n0\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n",
      })
  void brokenReplyIsAFailureAndIsNotHalfRead(String reply) {
    assertThrows(IOException.class, () -> read(reply));
  }

  @Test
  void endlessLineIsRefused() {
    assertThrows(IOException.class, () -> read(OK + "A: " + "x".repeat(2_000_000)));
  }

  private static Reply read(String reply) throws IOException {
    return Reply.read(new Input(new ByteArrayInputStream(bytes(reply))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(Reply reply) throws IOException {
    return new String(reply.body().stream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
