package dev.chirp.internal.sandbox.http;

import com.sun.net.httpserver.HttpServer;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Loopback;
import dev.chirp.internal.core.SandboxAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The loopback HTTP server that passes each request to the service its signature names. */
public final class Server implements AutoCloseable {
  /** The time limit for running work to stop. */
  private static final Duration END = Duration.ofSeconds(10);

  /**
   * The time limit for a request to arrive, in seconds. By default, the JDK's server waits forever.
   * Over loopback, even a zip takes less than a second.
   */
  private static final String MAX_SECONDS_PROPERTY = "sun.net.httpserver.maxReqTime";

  private static final String MAX_SECONDS = "60";

  private final HttpServer http;
  private final FaultLog faults;
  private final ThreadGroup group = new Group();
  private final ExecutorService threads = Executors.newCachedThreadPool(this::daemon);
  private final Map<String, Service> services;
  private final SandboxAddress address;
  private volatile Optional<Throwable> failure = Optional.empty();

  /**
   * Runs in front of the services. It decides whether a request reaches its service, and what the
   * client gets as the response.
   */
  public interface Interceptor {
    /** Passes on every request. */
    Interceptor NONE = (action, call, service) -> service.answer(call);

    /**
     * Responds to a request, with or without calling the service.
     *
     * @param action as IAM spells it
     * @throws AwsError to send an error response
     * @throws ConnectionDropped to close the connection without a response
     */
    Response answer(String action, Call call, Service service)
        throws IOException, InterruptedException;
  }

  /** The log of the sandbox's own faults, whose details clients do not see. */
  public interface FaultLog {
    /** This JVM's log, for a sandbox that no goal started. */
    FaultLog OF_JVM =
        (request, cause) ->
            System.getLogger("dev.chirp.sandbox")
                .log(System.Logger.Level.ERROR, "The sandbox failed at " + request, cause);

    /**
     * Logs a failed request.
     *
     * @param request method and path, without the query, which may hold the key
     */
    void fault(String request, Throwable cause);
  }

  /**
   * The server's threads. The JDK starts the thread that accepts connections in the group of the
   * thread that called start. If an error such as an OutOfMemoryError ends one of these threads,
   * the server stops: the JDK's would keep the port open, and every client would wait forever.
   */
  private final class Group extends ThreadGroup {
    Group() {
      super("chirp-sandbox");
    }

    @Override
    public void uncaughtException(Thread thread, Throwable cause) {
      if (cause instanceof Error) {
        fail(cause);
      } else {
        faults.fault("work in the background", cause);
      }
    }
  }

  private Server(HttpServer http, Map<String, Service> services, AccessKey key, FaultLog faults) {
    this.http = http;
    this.faults = faults;
    this.services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
    this.address =
        new SandboxAddress(URI.create("http://127.0.0.1:" + http.getAddress().getPort()), key.id());
  }

  /**
   * Starts a server on 127.0.0.1. Closes the services if that fails.
   *
   * @param port 0 for any free port
   * @param services by the names that signatures use; they start and close in this order
   * @param key that requests must carry
   */
  public static Server start(
      int port,
      Map<String, Service> services,
      AccessKey key,
      Interceptor interceptor,
      FaultLog faults) {
    Optional<HttpServer> http = Optional.empty();
    boolean isStarted = false;
    try {
      System.setProperty(
          MAX_SECONDS_PROPERTY, System.getProperty(MAX_SECONDS_PROPERTY, MAX_SECONDS));
      http = Optional.of(Loopback.server(port));
      Server server = new Server(http.get(), services, key, faults);
      server.http.setExecutor(server.threads);
      server
          .services
          .values()
          .forEach(service -> service.start(server.group, server.address, faults));
      server.http.createContext(
          "/", new RequestDispatcher(server.services, key, interceptor, faults, server.endpoint()));
      server.startInGroup();
      isStarted = true;
      return server;
    } catch (BindException e) {
      throw ChirpException.execution("Port %d of 127.0.0.1 is taken.".formatted(port), e)
          .withSuggestion("mvn chirp:sandbox -Dchirp.sandboxPort=0");
    } catch (IOException e) {
      throw ChirpException.execution(
          "The sandbox cannot listen on 127.0.0.1: " + e.getMessage(), e);
    } finally {
      if (!isStarted) {
        http.ifPresent(Server::discard);
        services.values().forEach(Service::close);
      }
    }
  }

  /** Frees the port, which the JDK does only for a server that it has started. */
  private static void discard(HttpServer http) {
    http.start(); // has no context: a request is a 404
    http.stop(0);
  }

  private void startInGroup() {
    Thread starter = new Thread(group, http::start, "chirp-sandbox-start");
    starter.start();
    boolean interrupted = false;
    while (starter.isAlive()) {
      try {
        starter.join();
      } catch (InterruptedException e) {
        interrupted = true; // keep waiting: the start is quick
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void fail(Throwable cause) {
    synchronized (group) {
      if (failure.isPresent()) {
        return;
      }
      failure = Optional.of(cause);
    }
    http.stop(0); // so that clients stop waiting
    faults.fault("a request, and ends", cause);
    services.values().forEach(Service::stopListening);
  }

  /** The error that stopped the server, if one did. */
  public Optional<Throwable> failure() {
    return failure;
  }

  public URI endpoint() {
    return address.endpoint();
  }

  /** The endpoint and the access key. */
  public SandboxAddress address() {
    return address;
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
    services.values().forEach(Service::close);
    awaitEnd(threads); // they must finish writing before another sandbox uses the folder
  }

  /** Waits, up to a limit, for threads to stop after a shutdown. */
  public static void awaitEnd(ExecutorService threads) {
    try {
      boolean unused = threads.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Thread daemon(Runnable work) {
    Thread thread = new Thread(group, work, "chirp-sandbox");
    thread.setDaemon(true);
    return thread;
  }
}
