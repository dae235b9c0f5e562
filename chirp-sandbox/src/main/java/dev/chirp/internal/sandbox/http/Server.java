package dev.chirp.internal.sandbox.http;

import com.sun.net.httpserver.HttpServer;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Loopback;
import dev.chirp.internal.core.SandboxAddress;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Duration;
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
  private final FaultLog faults;
  private final ThreadGroup group = new Group();
  private final ExecutorService threads = Executors.newCachedThreadPool(this::daemon);
  private final Map<String, Service> services;
  private final SandboxAddress address;
  private volatile Optional<Throwable> failure = Optional.empty();

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
     * @throws AwsError instead of an answer
     * @throws Dropped for no answer at all
     */
    Response answer(String action, Call call, Service service)
        throws IOException, InterruptedException;
  }

  /** Where the sandbox's own faults are logged, which clients are not told. */
  public interface FaultLog {
    /** The log of this JVM, for a sandbox that no goal has started. */
    FaultLog OF_JVM =
        (request, cause) ->
            System.getLogger("dev.chirp.sandbox")
                .log(System.Logger.Level.ERROR, "The sandbox failed at " + request, cause);

    /**
     * A request failed.
     *
     * @param request method and path, without the query, which holds the key
     */
    void fault(String request, Throwable cause);
  }

  /**
   * The threads of the server: the one that takes connections, which the JDK starts in the group of
   * its starter, and those that answer. When an error such as an OutOfMemoryError ends one of them,
   * the server ends: the JDK's would keep the port open, and every client would wait for ever.
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
    this.services = Map.copyOf(services);
    this.address =
        new SandboxAddress(URI.create("http://127.0.0.1:" + http.getAddress().getPort()), key.id());
  }

  /**
   * Binds to 127.0.0.1 and answers. Where that fails the services are closed.
   *
   * @param port 0 for any
   * @param services by the names that signatures use
   * @param key that requests must carry
   */
  public static Server start(
      int port,
      Map<String, Service> services,
      AccessKey key,
      Interceptor interceptor,
      FaultLog faults) {
    try {
      System.setProperty(ARRIVAL, System.getProperty(ARRIVAL, ARRIVAL_SECONDS));
      Server server = new Server(Loopback.server(port), services, key, faults);
      server.http.setExecutor(server.threads);
      server.http.createContext(
          "/", new Dispatch(server.services, key, interceptor, faults, server.endpoint()));
      server.services.values().forEach(service -> service.start(server.group));
      server.startInGroup();
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

  private void startInGroup() {
    Thread starter = new Thread(group, http::start, "chirp-sandbox-start");
    starter.start();
    boolean interrupted = false;
    while (starter.isAlive()) {
      try {
        starter.join();
      } catch (InterruptedException e) {
        interrupted = true; // the start takes no time
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
    http.stop(0); // what clients wait for ends now
    faults.fault("a request, and ends", cause);
  }

  /** The error that has ended the server by itself. */
  public Optional<Throwable> failure() {
    return failure;
  }

  public URI endpoint() {
    return address.endpoint();
  }

  /** What a client needs to reach it. */
  public SandboxAddress address() {
    return address;
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

  private Thread daemon(Runnable work) {
    Thread thread = new Thread(group, work, "chirp-sandbox");
    thread.setDaemon(true);
    return thread;
  }
}
