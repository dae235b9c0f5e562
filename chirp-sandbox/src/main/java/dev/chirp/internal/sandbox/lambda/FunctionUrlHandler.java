package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chirp.internal.gateway.FunctionInvoker;
import dev.chirp.internal.gateway.FunctionUrlApi;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.http.RequestHandler;
import dev.chirp.internal.gateway.http.RequestRefused;
import dev.chirp.internal.gateway.payload.ApiIdentity;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Server.FaultLog;
import java.util.Optional;
import java.util.function.Supplier;

/** Answers the requests of one function URL with its current configuration. */
final class FunctionUrlHandler implements RequestHandler {
  /** The log of this JVM, for what callers of a URL do not see. */
  private static final System.Logger LOG = System.getLogger("dev.chirp.sandbox");

  private final FunctionUrlOwner owner;
  private final Supplier<Optional<Url>> urls;
  private final FunctionInvoker function;
  private final FunctionUrlAccess access;
  private final AwsDifferences differences;
  private final FaultLog faults;

  /**
   * The current configuration and policy of a URL.
   *
   * @param configuration as Lambda shows it
   * @param policy the resource policy of the same qualifier
   */
  record Url(JsonNode configuration, JsonNode policy) {
    private boolean isPublic() {
      return configuration.path("AuthType").asText().equals("NONE");
    }

    private boolean isStreamed() {
      return configuration.path("InvokeMode").asText().equals("RESPONSE_STREAM");
    }
  }

  /**
   * A handler of one URL.
   *
   * @param urls returns the current configuration
   * @param key the sandbox's
   */
  FunctionUrlHandler(
      FunctionUrlOwner owner,
      FunctionInvoker function,
      Supplier<Optional<Url>> urls,
      AccessKey key,
      AwsDifferences differences,
      FaultLog faults) {
    this.owner = owner;
    this.urls = urls;
    this.function = function;
    this.access = new FunctionUrlAccess(owner, key);
    this.differences = differences;
    this.faults = faults;
  }

  @Override
  public OutgoingResponse handle(IncomingRequest request) throws InterruptedException {
    try {
      return answer(request);
    } catch (RuntimeException | StackOverflowError e) {
      if (Thread.currentThread().isInterrupted()) { // the sandbox ends the invocation, and itself
        throw new InterruptedException();
      }
      faults.fault("%s %s at %s".formatted(request.method(), request.rawPath(), place()), e);
      return FunctionUrlApi.failed();
    }
  }

  private String place() {
    return "the URL of function " + owner.qualifiedName();
  }

  private OutgoingResponse answer(IncomingRequest request) throws InterruptedException {
    Optional<Url> found = urls.get();
    if (found.isEmpty()) {
      return FunctionUrlApi.notFound();
    }
    Url url = found.get();
    if (url.isStreamed()) {
      return FunctionUrlApi.unsupported(
          AwsError.unsupported("function URLs with RESPONSE_STREAM").message());
    }
    FunctionUrlApi api = api(url);
    if (api.isPreflight(request)) {
      return api.answer(request, Optional.empty());
    }
    if (url.isPublic()) {
      return FunctionUrlAccess.isOpen(url.policy())
          ? api.answer(request, Optional.empty())
          : forbidden(
              request,
              "The resource policy does not allow lambda:InvokeFunctionUrl and, through the URL,"
                  + " lambda:InvokeFunction to everyone.");
    }
    Optional<String> caller = access.caller(request);
    return caller.isPresent()
        ? api.answer(request, caller)
        : forbidden(
            request, "The request is not signed for Lambda in this region with the sandbox's key.");
  }

  private OutgoingResponse forbidden(IncomingRequest request, String reason) {
    report(request, reason);
    return FunctionUrlApi.forbidden();
  }

  private FunctionUrlApi api(Url url) {
    return new FunctionUrlApi(
        ApiIdentity.functionUrl(
            url.isPublic() ? "anonymous" : owner.scope().account(),
            owner.urlId(),
            owner.domainName()),
        FunctionUrlCors.of(url.configuration().path("Cors")),
        function,
        differences,
        this::report);
  }

  private void report(IncomingRequest request, String reason) {
    LOG.log(
        System.Logger.Level.WARNING,
        "%s %s at %s: %s".formatted(request.method(), request.rawPath(), place(), reason));
  }

  @Override
  public OutgoingResponse refused(RequestRefused refusal) {
    LOG.log(
        System.Logger.Level.WARNING,
        "A request at %s is refused: %s".formatted(place(), refusal.reason()));
    return FunctionUrlApi.refused(refusal);
  }

  @Override
  public void failed(Throwable cause) {
    if (cause instanceof Error error && !(cause instanceof StackOverflowError)) {
      throw error; // to the threads' group, which ends the sandbox
    }
    faults.fault(place(), cause);
  }
}
