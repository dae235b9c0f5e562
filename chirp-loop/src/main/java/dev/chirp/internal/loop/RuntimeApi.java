package dev.chirp.internal.loop;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A client for Lambda's Runtime API.
 *
 * <p>Repeated requests: A poll is repeated when its connection ends before the whole event has
 * arrived. Nothing else can be done, and Lambda refuses the new poll with 403 if it considers the
 * event delivered. A response or an error is repeated once. Lambda accepts one per request id and
 * refuses the second with 400 or 403, so a repetition does no harm; such a refusal counts as
 * success if the first request was sent completely. The handler is never called again for the same
 * event.
 *
 * <p>Refused requests: A poll that ends with 4xx, or without an event, is repeated a few times, as
 * in AWS's C++ client. Then the process ends, as it does when it cannot connect. After a response
 * is refused with 4xx (400: unknown request id, 403: wrong state, 413: too large), Lambda has
 * recorded the refusal, and the loop continues. Any 5xx is a container error, after which a runtime
 * should exit promptly.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi {
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final String VERSION = " HTTP/1.1\r\nUser-Agent: chirp-loop\r\n";
  private static final String NEXT = "GET " + ROOT + "invocation/next" + VERSION;
  private static final String JSON = "Content-Type: application/json\r\n";

  /** Pauses before further attempts, in milliseconds. */
  private static final int[] POLL_PAUSES = {0, 0, 10, 100, 1000};

  /** A poll that lasted this long was not refused immediately. */
  private static final int LONG_POLL_MILLIS = 1000;

  private static final int POST_ATTEMPTS = 2;

  private final Connection connection;
  private final FunctionLog log;

  RuntimeApi(Address address, FunctionLog log) {
    this.connection = new Connection(address);
    this.log = log;
  }

  /** Waits for an event without a limit. */
  Invocation next() throws RuntimeApiException {
    String problem = "";
    for (int attempt = 0; attempt < POLL_PAUSES.length; attempt++) {
      pause(POLL_PAUSES[attempt]);
      try {
        Reply reply = connection.exchange(NEXT, Body.NOTHING);
        if (reply.status() == 200 && !reply.header(Invocation.REQUEST_ID).isEmpty()) {
          return new Invocation(reply);
        }
        problem = "status " + reply.status();
        if (reply.status() >= 500) {
          break;
        }
      } catch (IOException e) {
        problem = String.valueOf(e.getMessage());
      }
      if (connection.wasSent() && connection.millisSinceSent() >= LONG_POLL_MILLIS) {
        attempt = 0;
      }
    }
    throw new RuntimeApiException("The Runtime API sends no event: " + problem);
  }

  void respond(String requestId, Body response) throws RuntimeApiException {
    log(post("invocation/" + requestId + "/response", JSON, response));
  }

  void failed(String requestId, Failure failure) throws RuntimeApiException {
    String cause = failure.xrayCause();
    String xray = "Lambda-Runtime-Function-XRay-Error-Cause: " + cause + "\r\n";
    log(
        error(
            "invocation/" + requestId + "/error",
            "Runtime.UserException",
            cause.isEmpty() ? "" : xray,
            failure.json()));
  }

  /** Reports an error by its type only, when memory is too short for more. */
  void failed(String requestId, String type) throws RuntimeApiException {
    String json = Failure.json(type, type);
    log(error("invocation/" + requestId + "/error", "Runtime.UserException", "", json));
  }

  /**
   * Reports why the function cannot start.
   *
   * @throws RuntimeApiException when the request could not be sent or was refused
   */
  void initFailed(HandlerException failure) throws RuntimeApiException {
    String problem = error("init/error", "Runtime.BadFunctionCode", "", failure.json());
    if (!problem.isEmpty()) {
      throw new RuntimeApiException(problem);
    }
  }

  /** Loads the classes for the first event and the first response without contacting the server. */
  void warmUp() throws IOException {
    String reply =
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: application/json\r\n\r\n{}";
    byte[] bytes = reply.getBytes(StandardCharsets.ISO_8859_1);
    new Invocation(Reply.read(new Input(new ByteArrayInputStream(bytes)))).millisLeft();
    connection.head(head("invocation/warm-up/response", JSON, 0));
  }

  /** Logs a problem with a response or an error. The loop continues in any case. */
  private void log(String problem) {
    if (!problem.isEmpty()) {
      log.failure(problem);
    }
  }

  private String error(String path, String type, String more, String json)
      throws RuntimeApiException {
    String headers = JSON + "Lambda-Runtime-Function-Error-Type: " + type + "\r\n" + more;
    return post(path, headers, Body.of(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** The reason why Lambda did not accept the request; empty if it did. */
  private String post(String path, String headers, Body body) throws RuntimeApiException {
    String head = head(path, headers, body.length());
    String problem = "";
    boolean sentBefore = false;
    for (int attempt = 1; attempt <= POST_ATTEMPTS; attempt++) {
      try {
        int status = connection.exchange(head, body).status();
        if (status >= 500) {
          throw new RuntimeApiException("The Runtime API answers " + path + " with " + status);
        }
        boolean arrivedBefore = sentBefore && (status == 400 || status == 403);
        return status < 300 || arrivedBefore ? "" : refused(path, body.length(), status);
      } catch (IOException e) {
        problem = String.valueOf(e.getMessage());
        sentBefore = connection.wasSent();
      }
    }
    // The next poll tells whether Lambda has received the request.
    return "The Runtime API did not answer " + path + ": " + problem;
  }

  private static String head(String path, String headers, int length) {
    return "POST " + ROOT + path + VERSION + headers + "Content-Length: " + length + "\r\n";
  }

  private static String refused(String path, int length, int status) {
    String what = status == 413 ? ": its " + length + " bytes are more than Lambda takes" : "";
    return "The Runtime API refused " + path + " with status " + status + what;
  }

  private static void pause(int millis) {
    if (millis > 0) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException ignored) {
        // Only the function's own threads interrupt the loop.
      }
    }
  }

  /** A permanent failure of the Runtime API, after which the process must end. */
  static final class RuntimeApiException extends Exception {
    private static final long serialVersionUID = 1L;

    RuntimeApiException(String message) {
      super(message);
    }
  }
}
