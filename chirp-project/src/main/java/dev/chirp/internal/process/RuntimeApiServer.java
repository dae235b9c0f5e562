package dev.chirp.internal.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chirp.internal.core.Loopback;
import dev.chirp.internal.core.Origins;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lambda's Runtime API for one process, on loopback. The process requests the next event and posts
 * its result.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApiServer implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime";

  /** The size limit of a response: slightly more than 6 MB. */
  private static final int MAX_RESPONSE = 6_291_556;

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool(RuntimeApiServer::daemon);
  private final BlockingQueue<Pending> events = new LinkedBlockingQueue<>();
  private volatile Optional<Pending> running = Optional.empty();
  private final CompletableFuture<Optional<Reply>> ready = new CompletableFuture<>();

  /**
   * The result of an event.
   *
   * @param platform whether the process did not respond, and this is Lambda's error
   */
  record Reply(String payload, boolean failed, boolean platform) {}

  /**
   * An event that is not finished yet.
   *
   * @param taken completed just before a thread passes the event to the process
   * @param reply completed when the response was read, before the process learns that it arrived;
   *     dependent actions run while the process waits
   * @param done completed when the process requests the next event, because AWS's client logs a
   *     handler's stack trace between the two
   */
  record Pending(
      InvocationEvent event,
      Instant deadline,
      CompletableFuture<Void> taken,
      CompletableFuture<Reply> reply,
      CompletableFuture<Void> done) {
    Pending(InvocationEvent event, Instant deadline) {
      this(
          event,
          deadline,
          new CompletableFuture<>(),
          new CompletableFuture<>(),
          new CompletableFuture<>());
    }
  }

  private RuntimeApiServer(HttpServer http) {
    this.http = http;
  }

  static RuntimeApiServer start() throws IOException {
    RuntimeApiServer api = new RuntimeApiServer(Loopback.server(0));
    api.http.setExecutor(api.threads);
    api.http.createContext(ROOT, api::handle);
    api.http.start();
    return api;
  }

  String address() {
    return "127.0.0.1:" + http.getAddress().getPort();
  }

  /** Completes when the process first requests an event, or with the error of its start. */
  CompletableFuture<Optional<Reply>> ready() {
    return ready;
  }

  /** Passes an event to the process, now or when the process requests one. */
  Pending invoke(InvocationEvent event, Instant deadline) {
    Pending pending = new Pending(event, deadline);
    running = Optional.of(pending);
    events.add(pending);
    return pending;
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        if (Origins.refusal(exchange.getRequestHeaders()).isPresent()) {
          send(exchange, 403, "{\"errorType\": \"Forbidden\"}");
        } else {
          answer(exchange, exchange.getRequestURI().getPath().substring(ROOT.length()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void answer(HttpExchange exchange, String path) throws IOException, InterruptedException {
    if (path.equals("/invocation/next")) {
      next(exchange);
    } else if (path.equals("/restore/next")) {
      send(exchange, 200, ""); // immediately, because there is no snapshot here
    } else if (path.equals("/init/error") || path.equals("/restore/error")) {
      ready.complete(Optional.of(new Reply(body(exchange, MAX_RESPONSE), true, false)));
      send(exchange, 202, "{\"status\": \"OK\"}");
    } else {
      finish(exchange, path);
    }
  }

  private void next(HttpExchange exchange) throws IOException, InterruptedException {
    ready.complete(Optional.empty());
    running
        .filter(before -> before.reply().isDone())
        .ifPresent(before -> before.done().complete(null));
    Pending next = events.take();
    InvocationEvent event = next.event();
    var headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/json");
    headers.set("Lambda-Runtime-Aws-Request-Id", event.requestId());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(next.deadline().toEpochMilli()));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", event.arn());
    headers.set("Lambda-Runtime-Trace-Id", TraceHeader.of(event.requestId()));
    next.taken().complete(null);
    send(exchange, 200, event.payload());
  }

  private void finish(HttpExchange exchange, String path) throws IOException {
    String payload = body(exchange, MAX_RESPONSE + 1);
    Optional<Pending> pending = running;
    boolean failed = path.endsWith("/error");
    boolean known =
        pending
            .map(now -> "/invocation/" + now.event().requestId())
            .filter(now -> path.equals(now + (failed ? "/error" : "/response")))
            .isPresent();
    if (!known) {
      send(exchange, 400, "{\"errorType\": \"InvalidRequestID\"}");
    } else if (payload.getBytes(StandardCharsets.UTF_8).length > MAX_RESPONSE) {
      pending.orElseThrow().reply().complete(tooLarge());
      send(exchange, 413, "{\"errorType\": \"RequestEntityTooLarge\"}");
    } else {
      pending.orElseThrow().reply().complete(new Reply(payload, failed, false));
      send(exchange, 202, "{\"status\": \"OK\"}");
    }
  }

  private static Reply tooLarge() {
    return new Reply(
        "{\"errorMessage\": \"Response payload size exceeded maximum allowed payload size (%d bytes).\", \"errorType\": \"Function.ResponseSizeTooLarge\"}"
            .formatted(MAX_RESPONSE),
        true,
        false);
  }

  private static String body(HttpExchange exchange, int most) throws IOException {
    InputStream in = exchange.getRequestBody();
    String body = new String(in.readNBytes(most), StandardCharsets.UTF_8);
    in.transferTo(OutputStream.nullOutputStream()); // otherwise the connection cannot be reused
    return body;
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "chirp-sandbox-runtime-api");
    thread.setDaemon(true);
    return thread;
  }
}
