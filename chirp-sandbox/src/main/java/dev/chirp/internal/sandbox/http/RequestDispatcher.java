package dev.chirp.internal.sandbox.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Origins;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Handles each request: rejects it if a web page sent it, refuses it without the sandbox's access
 * key, and otherwise passes it to the service that its signature names.
 *
 * @param services by the names that signatures use
 * @param endpoint the sandbox's address
 */
record RequestDispatcher(
    Map<String, Service> services,
    AccessKey key,
    Server.Interceptor interceptor,
    Server.FaultLog faults,
    URI endpoint)
    implements HttpHandler {
  /**
   * The most bytes of an unread body that the sandbox still reads, so that the client gets the
   * error response. No service accepts more; a client that sends more may find the connection
   * closed.
   */
  private static final long MAX_REST = 128L << 20;

  private static final int BUFFER = 1 << 16;

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Optional<String> refusal = Origins.refusal(exchange.getRequestHeaders());
      if (refusal.isPresent()) {
        send(exchange, message(403, refusal.get()).with("Connection", "close")); // unread
        return;
      }
      Response response = answer(exchange);
      send(exchange, drain(exchange) ? response : response.with("Connection", "close"));
    } catch (ConnectionDropped dropped) {
      // Closing the exchange without a response closes the connection.
    }
  }

  private Response answer(HttpExchange exchange) throws IOException {
    Call call;
    try {
      call = CallReader.read(exchange, endpoint);
    } catch (IllegalArgumentException e) {
      return message(400, "The request's URL is not valid percent-encoding.");
    }
    Service service = services.get(call.service());
    return service == null
        ? message(
            501,
            "Chirp's sandbox does not support the service '%s'; it supports %s."
                .formatted(call.service(), String.join(", ", services.keySet())))
        : answer(service, call);
  }

  private Response answer(Service service, Call call) throws IOException {
    try {
      if (!key.admits(call.accessKeyId()) && !service.takesUnsigned(call)) {
        throw Credential.refusal(call.service(), call.accessKeyId());
      }
      Call whole = service.speaksQueryProtocol() ? CallReader.withForm(call) : call;
      return interceptor.answer(service.action(whole), whole, service);
    } catch (ConnectionDropped dropped) {
      throw dropped;
    } catch (AwsError refusal) {
      return service.refused(refusal, call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return service.refused(
          new AwsError(503, "ServiceUnavailable", "The sandbox is stopping."), call);
    } catch (ChirpException e) {
      faults.fault(call.method() + " " + call.path(), e);
      return service.refused(new AwsError(500, "ServiceException", e.problem()), call);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      faults.fault(call.method() + " " + call.path(), e);
      return service.refused(
          new AwsError(
              500,
              "InternalFailure",
              "Chirp's sandbox failed: its log has the cause (mvn -X), request id %s."
                  .formatted(call.requestId())),
          call);
    }
  }

  private static Response message(int status, String text) {
    return Response.json(status, "{\"message\": \"" + text + "\"}");
  }

  /**
   * Reads the rest of a body, so that the connection can be reused.
   *
   * @return false if the rest is too long
   */
  private static boolean drain(HttpExchange exchange) throws IOException {
    if (announced(exchange) > MAX_REST) {
      return false;
    }
    InputStream body = exchange.getRequestBody();
    byte[] buffer = new byte[BUFFER];
    long taken = 0;
    for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
      taken += read;
      if (taken > MAX_REST) {
        return false;
      }
    }
    return true;
  }

  private static long announced(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Length"))
        .filter(length -> length.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(0L);
  }

  private static void send(HttpExchange exchange, Response response) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    response.headers().forEach(headers::set);
    // A browser shows a page stored in S3 without running scripts, and gives it no origin.
    headers.set("Content-Security-Policy", "sandbox");
    headers.set("X-Content-Type-Options", "nosniff");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    long length = response.length();
    if (head) {
      headers.putIfAbsent("Content-Length", List.of(length + ""));
    }
    exchange.sendResponseHeaders(response.status(), head || length == 0 ? -1 : length);
    if (head || length == 0) {
      return;
    }
    try (OutputStream out = exchange.getResponseBody()) {
      response.writeTo(out);
    }
  }
}
