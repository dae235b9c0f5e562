package dev.chirp.internal.sandbox.apigateway;

import dev.chirp.internal.gateway.ApiHandler;
import dev.chirp.internal.gateway.GatewayResponses;
import dev.chirp.internal.gateway.HttpApi;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.http.RequestHandler;
import dev.chirp.internal.gateway.http.RequestRefused;
import dev.chirp.internal.gateway.payload.ApiIdentity;
import dev.chirp.internal.sandbox.http.Server.FaultLog;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;

/** Answers the requests of one API: the stage is the first segment, or {@code $default}. */
final class ApiStages implements RequestHandler {
  private final String apiId;
  private final Lock lock;
  private final Supplier<Map<String, HttpApi>> load;
  private final FaultLog faults;
  private volatile Optional<Map<String, HttpApi>> stages = Optional.empty();

  /**
   * A handler of one API.
   *
   * @param lock the service's
   * @param load returns each stage by name, and {@code $default}; called with the lock
   */
  ApiStages(String apiId, Lock lock, Supplier<Map<String, HttpApi>> load, FaultLog faults) {
    this.apiId = apiId;
    this.lock = lock;
    this.load = load;
    this.faults = faults;
  }

  /** Logs to this JVM what the callers of an API do not see. */
  static void warn(String line) {
    System.getLogger("dev.chirp.sandbox").log(System.Logger.Level.WARNING, line);
  }

  /** Forgets the stages. The caller holds the lock. */
  void changed() {
    stages = Optional.empty();
  }

  @Override
  public OutgoingResponse handle(IncomingRequest request) throws InterruptedException {
    Map<String, HttpApi> current = stages.orElseGet(this::loaded);
    HttpApi named = current.get(firstSegment(request));
    HttpApi stage = named == null ? current.get(ApiIdentity.DEFAULT_STAGE) : named;
    if (stage == null) {
      return GatewayResponses.notFound(); // the API was deleted meanwhile
    }
    return new ApiHandler(() -> stage, this::reportRefusal, this::failed).handle(request);
  }

  private static String firstSegment(IncomingRequest request) {
    String path = request.rawPath() + "/";
    return path.substring(1, path.indexOf('/', 1));
  }

  private Map<String, HttpApi> loaded() {
    lock.lock();
    try {
      Map<String, HttpApi> current = load.get();
      stages = Optional.of(current);
      return current;
    } finally {
      lock.unlock();
    }
  }

  private void reportRefusal(String reason) {
    warn("A request at API '%s' is refused: %s".formatted(apiId, reason));
  }

  @Override
  public OutgoingResponse refused(RequestRefused refusal) {
    reportRefusal(refusal.reason());
    return GatewayResponses.refused(refusal);
  }

  @Override
  public void failed(Throwable cause) {
    if (cause instanceof Error error && !(cause instanceof StackOverflowError)) {
      throw error; // to the threads' group, which ends the sandbox
    }
    faults.fault("API '%s'".formatted(apiId), cause);
  }
}
