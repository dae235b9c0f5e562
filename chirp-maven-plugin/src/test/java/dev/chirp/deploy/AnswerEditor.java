package dev.chirp.deploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands between Chirp and the sandbox, and may change an answer after the work is done: for states
 * that the sandbox has not, and for answers that are lost.
 */
final class AnswerEditor implements AutoCloseable {
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "host", "connection", "content-length", "expect", "upgrade", "transfer-encoding", "date");

  private final URI sandbox;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile Edit edit = (request, answer) -> answer;

  /**
   * What the caller gets.
   *
   * @param body of ASCII, or bytes as ISO 8859-1
   * @param error the type of a refusal; empty keeps that of the sandbox
   */
  record Reply(int status, String error, String body) {
    static Reply refusal(int status, String error) {
      return new Reply(status, error, "{\"message\":\"scripted\"}");
    }
  }

  /** Changes answers. */
  interface Edit {
    /**
     * The answer instead.
     *
     * @param request method and path: {@code GET /2015-03-31/functions/chirp_f0}
     */
    Reply edited(String request, Reply answer) throws IOException;
  }

  private AnswerEditor(URI sandbox, HttpServer server) {
    this.sandbox = sandbox;
    this.server = server;
  }

  static AnswerEditor before(URI sandbox) {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
      AnswerEditor editor = new AnswerEditor(sandbox, server);
      server.setExecutor(editor.threads);
      server.createContext("/", editor::pass);
      server.start();
      return editor;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void edit(Edit scripted) {
    edit = scripted;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpResponse<String> answer = forward(exchange);
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      Reply reply = edit.edited(request, new Reply(answer.statusCode(), "", answer.body()));
      answer.headers().map().forEach((name, values) -> copy(exchange, name, values));
      if (!reply.error().isEmpty()) {
        exchange.getResponseHeaders().set("x-amzn-errortype", reply.error());
      }
      boolean empty = reply.body().isEmpty();
      if (exchange.getRequestMethod().equals("HEAD")) {
        answer
            .headers()
            .firstValue("content-length")
            .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
      }
      exchange.sendResponseHeaders(reply.status(), empty ? -1 : reply.body().length());
      if (!empty) {
        exchange.getResponseBody().write(reply.body().getBytes(ISO_8859_1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void copy(HttpExchange exchange, String name, List<String> values) {
    if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
      exchange.getResponseHeaders().put(name, values);
    }
  }

  private HttpResponse<String> forward(HttpExchange exchange)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(sandbox.resolve(exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString(ISO_8859_1));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
