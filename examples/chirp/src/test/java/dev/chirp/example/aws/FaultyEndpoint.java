package dev.chirp.example.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A database that fails, on a free port of 127.0.0.1. */
final class FaultyEndpoint implements AutoCloseable {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private static final Pattern LIMIT = Pattern.compile("\"Limit\":([0-9]+)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger requests = new AtomicInteger();

  private FaultyEndpoint() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0), 0);
    server.setExecutor(threads);
    server.start();
  }

  /** Answers each request with this error. */
  static FaultyEndpoint answering(int status, String error) throws IOException {
    FaultyEndpoint endpoint = new FaultyEndpoint();
    String body =
        "{\"__type\": \"com.amazonaws.dynamodb.v20120810#%s\", \"message\": \"as told\"}"
            .formatted(error);
    endpoint.handle(exchange -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8)));
    return endpoint;
  }

  /** Takes requests and never answers. */
  static FaultyEndpoint silent() throws IOException {
    FaultyEndpoint endpoint = new FaultyEndpoint();
    endpoint.handle(exchange -> endpoint.awaitEnd());
    return endpoint;
  }

  /** Forwards all requests, and loses the first response although the request succeeded. */
  static FaultyEndpoint losingTheFirstAnswerOf(URI other) throws IOException {
    FaultyEndpoint endpoint = new FaultyEndpoint();
    endpoint.handle(
        exchange -> {
          HttpResponse<byte[]> answer = handOn(exchange, other);
          if (endpoint.requests.get() == 1) {
            exchange.close();
          } else {
            send(exchange, answer.statusCode(), answer.body());
          }
        });
    return endpoint;
  }

  /** Hands the first request on, and takes all others without an answer. */
  static FaultyEndpoint silentAfterTheFirstAnswerOf(URI other) throws IOException {
    FaultyEndpoint endpoint = new FaultyEndpoint();
    endpoint.handle(
        exchange -> {
          if (endpoint.requests.get() == 1) {
            HttpResponse<byte[]> answer = handOn(exchange, other);
            send(exchange, answer.statusCode(), answer.body());
          } else {
            endpoint.awaitEnd();
          }
        });
    return endpoint;
  }

  /**
   * Answers queries as a table whose items are so large that no page has more than these few: with
   * less than the limit, and with a {@code LastEvaluatedKey}.
   */
  static FaultyEndpoint cuttingPagesOf(URI other, int items) throws IOException {
    FaultyEndpoint endpoint = new FaultyEndpoint();
    endpoint.handle(
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          Matcher limit = LIMIT.matcher(body);
          String cut =
              limit.replaceFirst(
                  found -> "\"Limit\":" + Math.min(items, Integer.parseInt(found.group(1))));
          HttpResponse<byte[]> answer =
              handOn(exchange, cut.getBytes(StandardCharsets.UTF_8), other);
          send(exchange, answer.statusCode(), answer.body());
        });
    return endpoint;
  }

  private void handle(HttpHandler handler) {
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          handler.handle(exchange);
        });
  }

  private static HttpResponse<byte[]> handOn(HttpExchange exchange, URI other) throws IOException {
    return handOn(exchange, exchange.getRequestBody().readAllBytes(), other);
  }

  private static HttpResponse<byte[]> handOn(HttpExchange exchange, byte[] body, URI other)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(other).POST(BodyPublishers.ofByteArray(body));
    for (String header : List.of("Authorization", "Content-Type", "X-Amz-Date", "X-Amz-Target")) {
      request.header(header, exchange.getRequestHeaders().getFirst(header));
    }
    try {
      return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
      exchange.sendResponseHeaders(status, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    end.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
