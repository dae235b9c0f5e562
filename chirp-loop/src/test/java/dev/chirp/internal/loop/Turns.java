package dev.chirp.internal.loop;

import dev.chirp.internal.loop.ScriptedApi.Turn;
import java.nio.charset.StandardCharsets;

/** The ways a {@link ScriptedApi} can handle a request. */
final class Turns {
  static final String HEADERS =
      """
      Content-Type: application/json
      Lambda-Runtime-Aws-Request-Id: id-1
      Lambda-Runtime-Deadline-Ms: 4102444800000
      Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:eu-west-1:1:function:told
      """
          .replace("\n", "\r\n");

  private Turns() {}

  /** Reads the request, and answers with these bytes. */
  static Turn raw(String reply) {
    return exchange -> {
      exchange.readBody();
      exchange.write(reply.getBytes(StandardCharsets.UTF_8));
    };
  }

  /** Sends the reply with each byte in its own packet. */
  static Turn slowly(String reply) {
    return exchange -> {
      exchange.readBody();
      for (byte next : reply.getBytes(StandardCharsets.UTF_8)) {
        exchange.write(new byte[] {next});
      }
    };
  }

  static Turn event(String event) {
    return event(event, "");
  }

  static Turn event(String event, String moreHeaders) {
    return raw(eventReply(event, moreHeaders));
  }

  static String eventReply(String event, String moreHeaders) {
    int length = event.getBytes(StandardCharsets.UTF_8).length;
    return "HTTP/1.1 200 OK\r\n"
        + HEADERS
        + moreHeaders
        + "Content-Length: "
        + length
        + "\r\n\r\n"
        + event;
  }

  static Turn status(int status) {
    return raw(statusReply(status, ""));
  }

  static String statusReply(int status, String moreHeaders) {
    return "HTTP/1.1 " + status + " As told\r\n" + moreHeaders + "Content-Length: 2\r\n\r\n{}";
  }

  static Turn accepted() {
    return status(202);
  }

  /** Reads the request, and closes the connection. */
  static Turn close() {
    return thenClose(raw(""));
  }

  /** Closes the connection afterward, without announcing it. */
  static Turn thenClose(Turn turn) {
    return exchange -> {
      turn.take(exchange);
      exchange.socket.close();
    };
  }

  /** Closes the connection before the whole request has come. */
  static Turn closeHalfWay() {
    return exchange -> {
      exchange.readHalf();
      exchange.socket.close();
    };
  }

  /** Answers and closes the connection before the whole request has come. */
  static Turn answerHalfWay(int status) {
    return exchange -> {
      exchange.readHalf();
      exchange.write(statusReply(status, "Connection: close\r\n").getBytes(StandardCharsets.UTF_8));
      exchange.socket.shutdownOutput();
      exchange.socket.close();
    };
  }
}
