package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.payload.ApiIdentity;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.gateway.payload.AwsDifferences.Kind;
import dev.chirp.internal.gateway.payload.EventWriter;
import dev.chirp.internal.gateway.payload.RequestIds;
import dev.chirp.internal.gateway.payload.ResultReader;
import dev.chirp.internal.gateway.route.PercentEncoding;
import dev.chirp.internal.gateway.route.RequestPath;
import dev.chirp.internal.gateway.route.RouteTable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One stage of an HTTP API: finds the route of a request, checks its authorization, invokes its
 * function, and answers as API Gateway does. A function's failure is a 500 without details; the
 * report says the reason.
 *
 * @param timeout the most time that a client waits for its function; then the client gets a 503,
 *     and the function continues
 */
public record HttpApi(
    ApiIdentity identity,
    RouteTable<ApiRoute> routes,
    CorsSettings cors,
    Duration timeout,
    AwsDifferences differences,
    RequestReport report)
    implements ApiHandler.ServedApi {

  /** The header of each response with the id of its request. */
  public static final String REQUEST_ID = "Apigw-Requestid";

  /** The most that API Gateway waits for a function. */
  public static final Duration MAX_TIMEOUT = Duration.ofSeconds(30);

  /** The most bytes of an event that Lambda takes. */
  public static final int MAX_EVENT = 6_291_456;

  /** The reason when a request is too large for Lambda. */
  static final String TOO_LARGE =
      "The event has more than the %d bytes that Lambda takes.".formatted(MAX_EVENT);

  /** The reason when Lambda ran too many invocations. */
  static final String THROTTLED = "Lambda throttled the invocation.";

  private static final Set<String> METHODS =
      Set.of("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  @Override
  public OutgoingResponse answer(IncomingRequest request) throws InterruptedException {
    RequestIds ids = RequestIds.random(identity.flavor(), request.received());
    return answer(request, ids);
  }

  /**
   * Answers one request.
   *
   * @param ids of the request, which its function gets too
   */
  public OutgoingResponse answer(IncomingRequest request, RequestIds ids)
      throws InterruptedException {
    return respond(request, ids).with(REQUEST_ID, ids.requestId());
  }

  private OutgoingResponse respond(IncomingRequest request, RequestIds ids)
      throws InterruptedException {
    RequestPath whole = new RequestPath(request.rawPath());
    if (!whole.isValid() || !PercentEncoding.isValid(request.rawQuery())) {
      differences.mayOccur(Kind.PERCENT_ESCAPE, request.rawPath());
      return own(request, GatewayResponses.badRequest(), "The target has a bad percent escape.");
    }
    Optional<RequestPath> path = inStage(whole);
    if (path.isEmpty()) {
      return own(
          request,
          GatewayResponses.notFound(),
          "The path does not begin with the stage '%s'.".formatted(identity.stage()));
    }
    if (cors.isPreflight(request)) {
      return cors.preflightResponse(request);
    }
    Optional<RouteTable.Match<ApiRoute>> match = match(request, path.get());
    if (match.isEmpty()) {
      return own(
          request,
          GatewayResponses.notFound(),
          "No route matches %s %s.".formatted(request.method(), request.rawPath()));
    }
    return answer(request, path.get(), match.get(), ids);
  }

  private Optional<RequestPath> inStage(RequestPath path) {
    return identity.hasNamedStage() ? path.below("/" + identity.stage()) : Optional.of(path);
  }

  private Optional<RouteTable.Match<ApiRoute>> match(IncomingRequest request, RequestPath path) {
    String example = request.method() + " " + request.rawPath();
    if (!METHODS.contains(request.method())) {
      differences.mayOccur(Kind.METHOD, example);
      return Optional.empty();
    }
    if (path.hasEncodedSlash()) {
      differences.mayOccur(Kind.ENCODED_SLASH, example);
    } else {
      routes
          .doubt(request.method(), path)
          .ifPresent(doubt -> differences.mayOccur(kind(doubt), example));
    }
    return routes.find(request.method(), path);
  }

  private static Kind kind(RouteTable.Doubt doubt) {
    return switch (doubt) {
      case TRAILING_SLASH -> Kind.TRAILING_SLASH;
      case EMPTY_GREEDY -> Kind.EMPTY_GREEDY;
      case SEVERAL_ROUTES -> Kind.SEVERAL_ROUTES;
    };
  }

  private OutgoingResponse answer(
      IncomingRequest request, RequestPath path, RouteTable.Match<ApiRoute> match, RequestIds ids)
      throws InterruptedException {
    RouteAuthorization.Decision decision =
        match
            .target()
            .authorization()
            .decide(new RouteAuthorization.Call(request, path, match, identity, ids, differences));
    if (decision instanceof RouteAuthorization.Decision.Refused refused) {
      return own(request, refused.response(), refused.reason());
    }
    Optional<String> authorizer = ((RouteAuthorization.Decision.Allowed) decision).authorizer();
    String event =
        new EventWriter(identity, ids, authorizer, differences)
            .event(request, path, match.key().toString(), match.pathParameters());
    if (isTooLarge(event)) {
      return own(request, GatewayResponses.tooLarge(), TOO_LARGE);
    }
    Duration limit = Collections.min(List.of(timeout, match.target().function().timeout()));
    Optional<FunctionInvoker.Outcome> end =
        TimedInvocation.start(
                match.target().function(), event, ids, late -> reportLate(request, late))
            .await(limit);
    return end.isPresent()
        ? answer(request, end.get())
        : own(
            request,
            GatewayResponses.unavailable(),
            "The function did not return within %d ms; it goes on.".formatted(limit.toMillis()));
  }

  /** Reports the failure of a function whose client already has a 503. */
  private void reportLate(IncomingRequest request, FunctionInvoker.Outcome end) {
    if (end instanceof FunctionInvoker.Outcome.Failed failed) {
      report.problem(request, failed.reason());
    } else if (end instanceof FunctionInvoker.Outcome.Throttled) {
      report.problem(request, THROTTLED);
    }
  }

  static boolean isTooLarge(String event) {
    return event.length() > MAX_EVENT / 3
        && event.getBytes(StandardCharsets.UTF_8).length > MAX_EVENT;
  }

  private OutgoingResponse answer(IncomingRequest request, FunctionInvoker.Outcome end) {
    String reason;
    if (end instanceof FunctionInvoker.Outcome.Returned returned) {
      try {
        return cors.on(
            request, new ResultReader(identity.flavor(), differences).response(returned.result()));
      } catch (ResultReader.MalformedResult malformed) {
        reason = "The function's result is not a response: %s.".formatted(malformed.reason());
      }
    } else if (end instanceof FunctionInvoker.Outcome.Failed failed) {
      reason = failed.reason();
    } else {
      differences.mayOccur(Kind.THROTTLED, request.method() + " " + request.rawPath());
      return own(request, GatewayResponses.unavailable(), THROTTLED);
    }
    return own(request, GatewayResponses.internalError(), reason);
  }

  private OutgoingResponse own(IncomingRequest request, OutgoingResponse response, String reason) {
    report.problem(request, reason);
    if (cors.isSet() && request.headers().has("origin")) {
      differences.mayOccur(Kind.CORS_OF_ERROR, request.method() + " " + request.rawPath());
    }
    return response;
  }

  /** Receives the reasons that clients do not get. Many threads call it at once. */
  public interface RequestReport {
    /** Reports nothing. */
    RequestReport NONE = (request, reason) -> {};

    /**
     * The gateway answered with an error of its own.
     *
     * @param reason one sentence for the developer
     */
    void problem(IncomingRequest request, String reason);
  }
}
