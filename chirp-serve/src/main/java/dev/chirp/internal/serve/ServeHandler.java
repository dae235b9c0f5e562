package dev.chirp.internal.serve;

import dev.chirp.internal.core.Progress;
import dev.chirp.internal.gateway.ApiHandler;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.GatewayResponses;
import dev.chirp.internal.gateway.HttpApi;
import dev.chirp.internal.gateway.HttpApi.RequestReport;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.http.RequestHandler;
import dev.chirp.internal.gateway.http.RequestRefused;
import dev.chirp.internal.gateway.payload.ApiIdentity.Flavor;
import dev.chirp.internal.gateway.payload.RequestIds;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedCodeSource;
import dev.chirp.internal.serve.page.OwnPaths;
import dev.chirp.internal.serve.page.RequestLog;
import dev.chirp.internal.serve.page.RequestRecord;
import dev.chirp.internal.serve.page.ServePage;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Answers each request with the code as it is when the request has arrived, and prints a line for
 * it: method, path, status, milliseconds, and whether the function's process was new. Requests to
 * Chirp's own paths get no line.
 *
 * @param own the paths below {@code /_chirp/}
 * @param failure receives the error that ends the server
 */
record ServeHandler(
    ServedCodeSource source,
    Generations generations,
    LocalFunctions functions,
    AsynchronousEvents events,
    RequestLog requests,
    RequestReport report,
    OwnPaths own,
    Progress console,
    AtomicReference<Throwable> failure)
    implements RequestHandler, ServePage.Sender {
  @Override
  public OutgoingResponse handle(IncomingRequest request) throws InterruptedException {
    if (OwnPaths.includes(request)) {
      ApiHandler handler = handler(new OwnApi(own, source, generations, report));
      return numbered(handler.handle(request), generations.number());
    }
    return handle(request, requests.open(request));
  }

  @Override
  public long send(IncomingRequest request) throws InterruptedException {
    RequestRecord record = requests.open(request);
    OutgoingResponse unused = handle(request, record); // the record has it
    return record.number();
  }

  private OutgoingResponse handle(IncomingRequest request, RequestRecord record)
      throws InterruptedException {
    long from = System.nanoTime();
    OutgoingResponse response;
    try {
      response = respond(request, record);
    } finally {
      requests.close(request, record);
    }
    long millis = (System.nanoTime() - from) / 1_000_000;
    record.responded(response, millis);
    console.say(
        "%s %s %d %d ms %s"
            .formatted(
                request.method(),
                printable(request.rawPath()),
                response.status(),
                millis,
                record.start().word())
            .stripTrailing());
    return response;
  }

  /** Replaces what would write lines of its own or move the cursor of a terminal. */
  static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "?");
  }

  private OutgoingResponse respond(IncomingRequest request, RequestRecord record)
      throws InterruptedException {
    Generations.Use use;
    try {
      use = generations.of(source.current());
    } catch (RuntimeException e) {
      fault(e);
      return numbered(
          identified(
              generations.cors().on(request, GatewayResponses.internalError()), record.ids()),
          generations.number());
    }
    try (use) {
      ApiHandler.ServedApi api = api(request, record, use.state());
      OutgoingResponse response = handler(api).handle(request);
      return numbered(
          api instanceof InvokePath ? response : identified(response, record.ids()),
          use.state().number());
    }
  }

  /** With the request's id, also on a response that is not the gateway's. */
  private static OutgoingResponse identified(OutgoingResponse response, RequestIds ids) {
    return response.headers().has(HttpApi.REQUEST_ID)
        ? response
        : response.with(HttpApi.REQUEST_ID, ids.requestId());
  }

  private ApiHandler.ServedApi api(
      IncomingRequest request, RequestRecord record, Generations.ServedState state) {
    if (state.generation().isEmpty()) {
      return new FixedResponse(
          generations.cors(),
          report,
          OutgoingResponse.of(500, "text/plain; charset=utf-8", state.errors()),
          "The code cannot be served: " + state.errors());
    }
    ServedGeneration generation = state.generation().get();
    String path = request.rawPath();
    return path.startsWith(InvokePath.ROOT)
        ? new InvokePath(
            generation.code(), functions, events, report, UUID.randomUUID().toString(), record)
        : new IdentifiedApi(generation.api(), record.ids());
  }

  private static OutgoingResponse numbered(OutgoingResponse response, long number) {
    return response.with(ServedCode.HEADER, Long.toString(number));
  }

  private ApiHandler handler(ApiHandler.ServedApi api) {
    return new ApiHandler(() -> api, console::warn, this::fault);
  }

  private void fault(Throwable cause) {
    if (Thread.currentThread().isInterrupted()) {
      console.detail("A request ended with the server.", cause);
      return;
    }
    console.warn("Chirp failed on a request: " + cause, cause);
  }

  @Override
  public OutgoingResponse refused(RequestRefused refusal) {
    console.warn("Refused a request: " + printable(refusal.reason()));
    RequestIds ids = RequestIds.random(Flavor.HTTP_API, Instant.now());
    return numbered(identified(GatewayResponses.refused(refusal), ids), generations.number());
  }

  @Override
  public void failed(Throwable cause) {
    failure.compareAndSet(null, cause);
    fault(cause);
  }

  /**
   * The same response to every request, such as a compiler's errors.
   *
   * @param reason for the console
   */
  record FixedResponse(
      CorsSettings cors, RequestReport report, OutgoingResponse response, String reason)
      implements ApiHandler.ServedApi {
    @Override
    public OutgoingResponse answer(IncomingRequest request) {
      if (cors.isPreflight(request)) {
        return cors.preflightResponse(request);
      }
      report.problem(request, reason);
      return cors.on(request, response);
    }
  }

  /** An HTTP API for one request whose ids are known beforehand. */
  record IdentifiedApi(HttpApi api, RequestIds ids) implements ApiHandler.ServedApi {
    @Override
    public CorsSettings cors() {
      return api.cors();
    }

    @Override
    public RequestReport report() {
      return api.report();
    }

    @Override
    public OutgoingResponse answer(IncomingRequest request) throws InterruptedException {
      return api.answer(request, ids);
    }
  }
}
