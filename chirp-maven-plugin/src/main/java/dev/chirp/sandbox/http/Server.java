package dev.chirp.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chirp.core.ChirpException;
import dev.chirp.core.Loopback;
import dev.chirp.core.Origins;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The HTTP server on loopback that hands each request to the service its signature names. */
public final class Server implements AutoCloseable {
  /** How long work may take to stop that was told to. */
  private static final Duration END = Duration.ofSeconds(10);

  /**
   * Seconds that a request may take to arrive; by itself the JDK's server waits for ever. A zip
   * that comes over loopback takes less than one.
   */
  private static final String ARRIVAL = "sun.net.httpserver.maxReqTime";

  private static final String ARRIVAL_SECONDS = "60";

  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool(Server::daemon);
  private final Map<String, Service> services;
  private final Interceptor interceptor;

  /**
   * Stands before the services: what it does not hand on is not done, and what it answers is what
   * the client gets.
   */
  public interface Interceptor {
    /** Hands each request on. */
    Interceptor NONE = (action, call, service) -> service.answer(call);

    /**
     * The answer to a request: the service's, late perhaps, or another.
     *
     * @param action as IAM spells it
     * @throws Refusal instead of an answer
     * @throws Dropped for no answer at all
     */
    Answer answer(String action, Call call, Service service)
        throws IOException, InterruptedException;
  }

  private Server(HttpServer http, Map<String, Service> services, Interceptor interceptor) {
    this.http = http;
    this.services = Map.copyOf(services);
    this.interceptor = interceptor;
  }

  /**
   * Binds to 127.0.0.1 and answers. Where that fails the services are closed.
   *
   * @param port 0 for any
   * @param services by the names that signatures use
   */
  public static Server start(int port, Map<String, Service> services, Interceptor interceptor) {
    try {
      System.setProperty(ARRIVAL, System.getProperty(ARRIVAL, ARRIVAL_SECONDS));
      Server server = new Server(Loopback.server(port), services, interceptor);
      server.http.setExecutor(server.threads);
      server.http.createContext("/", server::handle);
      server.http.start();
      return server;
    } catch (BindException e) {
      services.values().forEach(Service::close);
      throw ChirpException.execution("Port %d of 127.0.0.1 is taken.".formatted(port), e)
          .withSuggestion("mvn chirp:sandbox -Dchirp.sandboxPort=0");
    } catch (IOException e) {
      services.values().forEach(Service::close);
      throw ChirpException.execution(
          "The sandbox cannot listen on 127.0.0.1: " + e.getMessage(), e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    services.values().forEach(Service::close);
    awaitEnd(threads); // what they write is then whole, and nobody else's yet
  }

  /** Waits a while for threads that were told to stop. */
  public static void awaitEnd(ExecutorService threads) {
    try {
      boolean unused = threads.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "chirp-sandbox");
    thread.setDaemon(true);
    return thread;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        Optional<String> refusal = Origins.refusal(exchange.getRequestHeaders());
        if (refusal.isPresent()) {
          throw new Refusal(403, "Forbidden", refusal.get());
        }
        Answer answer = answer(exchange);
        exchange.getRequestBody().readAllBytes(); // else the connection cannot be used again
        send(exchange, answer);
      } catch (Refusal unread) {
        send(exchange, message(unread.status(), unread.message()).with("Connection", "close"));
      } catch (Dropped dropped) {
        // To close the exchange without an answer closes the connection.
      }
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    Call call = Calls.read(exchange);
    Service service = services.get(call.service());
    return service == null
        ? message(
            501,
            "Chirp's sandbox does not do the service '%s'; it does %s."
                .formatted(call.service(), String.join(", ", services.keySet())))
        : answer(service, call);
  }

  private Answer answer(Service service, Call call) throws IOException {
    try {
      return interceptor.answer(service.action(call), call, service);
    } catch (Dropped dropped) {
      throw dropped;
    } catch (Refusal refusal) {
      return service.refused(refusal, call);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return service.refused(new Refusal(503, "ServiceUnavailable", "The sandbox stops."), call);
    } catch (ChirpException e) {
      return service.refused(new Refusal(500, "ServiceException", e.problem()), call);
    } catch (RuntimeException e) {
      return service.refused(new Refusal(500, "InternalFailure", e.toString()), call);
    }
  }

  private static Answer message(int status, String text) {
    return Answer.json(status, "{\"message\": \"" + text + "\"}");
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    long length =
        answer.file().isPresent() ? Files.size(answer.file().get()) : answer.body().length;
    if (head) {
      exchange.getResponseHeaders().putIfAbsent("Content-Length", List.of(length + ""));
    }
    exchange.sendResponseHeaders(answer.status(), head || length == 0 ? -1 : length);
    if (head || length == 0) {
      return;
    }
    try (OutputStream out = exchange.getResponseBody()) {
      if (answer.file().isPresent()) {
        Files.copy(answer.file().get(), out);
      } else {
        out.write(answer.body(), 0, answer.sent());
      }
    }
  }
}
