package dev.chirp.internal.serve;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.gateway.HttpApi.RequestReport;
import dev.chirp.internal.gateway.http.LoopbackServer;
import dev.chirp.internal.gateway.http.ServerLimits;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedCodeSource;
import dev.chirp.internal.serve.page.RequestLog;
import dev.chirp.internal.serve.page.ServePage;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The API of a project at a URL of this machine, until it is closed. */
public final class LocalApi implements AutoCloseable {
  private final LoopbackServer server;
  private final LocalFunctions functions;
  private final AsynchronousEvents events;
  private final AtomicReference<Throwable> failure;
  private final String table;

  private LocalApi(
      LoopbackServer server,
      LocalFunctions functions,
      AsynchronousEvents events,
      AtomicReference<Throwable> failure,
      String table) {
    this.server = server;
    this.functions = functions;
    this.events = events;
    this.failure = failure;
    this.table = table;
  }

  /**
   * Starts the server. The functions' processes start with the first requests.
   *
   * @throws ChirpException when the code does not compile, no function has a route, two have the
   *     same, or the port is taken
   */
  public static LocalApi start(ServedCodeSource source, ServeSettings settings)
      throws InterruptedException {
    settings.check();
    ServedCode.Generation first = first(source.current());
    RouteList routes = RouteList.of(first);
    routes.requireRoute();
    routes.requireReachable();
    LocalFunctions functions = new LocalFunctions(settings, source::next);
    AsynchronousEvents events = new AsynchronousEvents(functions, settings.console()::warn);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try {
      LoopbackServer server = listen(source, first, settings, functions, events, failure);
      return new LocalApi(server, functions, events, failure, table(routes, server, functions));
    } catch (RuntimeException | Error e) {
      events.close();
      functions.close();
      throw e;
    }
  }

  /** Closes the server if a debugger's port cannot be found. */
  private static String table(RouteList routes, LoopbackServer server, LocalFunctions functions) {
    try {
      return routes.table(server.url(), functions::debuggerRemark);
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static ServedCode.Generation first(ServedCode code) {
    if (code instanceof ServedCode.Generation generation) {
      return generation;
    }
    throw ChirpException.project(
        "The code cannot be served: " + ((ServedCode.CompileErrors) code).errors());
  }

  private static LoopbackServer listen(
      ServedCodeSource source,
      ServedCode.Generation first,
      ServeSettings settings,
      LocalFunctions functions,
      AsynchronousEvents events,
      AtomicReference<Throwable> failure) {
    Progress console = settings.console();
    RequestLog requests = new RequestLog();
    RequestReport report =
        (request, reason) -> {
          requests.problem(request, reason);
          console.warn(
              "%s %s: %s"
                  .formatted(request.method(), ServeHandler.printable(request.rawPath()), reason));
        };
    AtomicReference<URI> url = new AtomicReference<>(URI.create("http://127.0.0.1"));
    RouteAuthorizations authorizations =
        new RouteAuthorizations(functions, settings.aws(), console);
    authorizations.prepare(first.api().authorizers());
    Generations generations =
        new Generations(
            first,
            authorizations,
            requests,
            report,
            console,
            changed ->
                changed
                    .table(Objects.requireNonNull(url.get()), functions::debuggerRemark)
                    .lines()
                    .forEach(console::say),
            source::ended);
    AtomicReference<ServePage.Sender> sender = new AtomicReference<>(request -> 0);
    ServePage page =
        new ServePage(
            requests,
            request -> Objects.requireNonNull(sender.get()).send(request),
            settings.aws());
    ServeHandler handler =
        new ServeHandler(
            source,
            generations,
            functions,
            events,
            requests,
            report,
            page.paths().with(OpenApiResource.PATH, new OpenApiResource(console)),
            console,
            failure);
    sender.set(handler);
    try {
      LoopbackServer server =
          LoopbackServer.start(settings.port(), ServerLimits.HTTP_API, handler, Clock.systemUTC());
      url.set(server.url());
      return server;
    } catch (BindException e) {
      throw PortOwner.taken(settings.port(), e);
    } catch (IOException e) {
      throw ChirpException.execution(
          "Port %d cannot be opened: %s".formatted(settings.port(), e.getMessage()), e);
    }
  }

  /** The URL of the API, without a path. */
  public URI url() {
    return server.url();
  }

  /** The table of the routes at the start, and of the functions without one. */
  public String table() {
    return table;
  }

  /** The error, such as an OutOfMemoryError, that stopped the server, if one did. */
  public Optional<Throwable> failure() {
    return server.isEnded() ? Optional.ofNullable(failure.get()) : Optional.empty();
  }

  /** Answers no more, and kills the functions' processes. */
  @Override
  public void close() {
    server.close();
    events.close();
    functions.close();
  }
}
