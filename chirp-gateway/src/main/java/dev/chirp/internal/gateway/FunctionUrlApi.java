package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.MessageBytes;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.gateway.http.RequestRefused;
import dev.chirp.internal.gateway.payload.ApiIdentity;
import dev.chirp.internal.gateway.payload.AwsDifferences;
import dev.chirp.internal.gateway.payload.AwsDifferences.Kind;
import dev.chirp.internal.gateway.payload.EventJson;
import dev.chirp.internal.gateway.payload.EventWriter;
import dev.chirp.internal.gateway.payload.RequestIds;
import dev.chirp.internal.gateway.payload.ResultReader;
import dev.chirp.internal.gateway.route.PercentEncoding;
import dev.chirp.internal.gateway.route.RequestPath;
import dev.chirp.internal.gateway.route.RouteKey;
import java.util.Map;
import java.util.Optional;

/**
 * A function's own URL: every request is an invocation, and the response is as Lambda's. It differs
 * from an HTTP API: paths stay encoded, a function's errors are 502, a preflight is a 200, and the
 * CORS headers of function and settings are both sent.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html">Function
 *     URLs</a>
 */
public record FunctionUrlApi(
    ApiIdentity identity,
    CorsSettings cors,
    FunctionInvoker function,
    AwsDifferences differences,
    HttpApi.RequestReport report) {

  /**
   * Answers one request that may call the function.
   *
   * @param authorizer JSON of the caller; empty for a public URL
   */
  public OutgoingResponse answer(IncomingRequest request, Optional<String> authorizer)
      throws InterruptedException {
    RequestIds ids = RequestIds.random(identity.flavor(), request.received());
    return answer(request, authorizer, ids);
  }

  /** The answer to a caller who may not invoke the function. */
  public static OutgoingResponse forbidden() {
    return error(403, "AccessDeniedException", message("Forbidden"));
  }

  /** The answer at the URL of a function that was deleted, or whose URL was. */
  public static OutgoingResponse notFound() {
    return error(404, "ResourceNotFoundException", "{\"Message\":null}");
  }

  /** The answer to a request for a feature that the sandbox does not have. */
  public static OutgoingResponse unsupported(String reason) {
    return error(501, "NotImplemented", message(reason));
  }

  /** The answer when the function, or what runs it, failed. */
  public static OutgoingResponse failed() {
    return OutgoingResponse.of(502, "application/json", "Internal Server Error");
  }

  /** The answer to a request that is malformed or too large. */
  public static OutgoingResponse refused(RequestRefused refusal) {
    return refusal.status() == 413
        ? tooLarge()
        : error(refusal.status(), "InvalidRequestException", message(refusal.phrase()));
  }

  /** True if the URL answers a request itself, without checking the caller. */
  public boolean isPreflight(IncomingRequest request) {
    return cors.isPreflight(request);
  }

  OutgoingResponse answer(IncomingRequest request, Optional<String> authorizer, RequestIds ids)
      throws InterruptedException {
    return respond(request, authorizer, ids)
        .with("x-amzn-RequestId", ids.requestId())
        .with("X-Amzn-Trace-Id", ids.traceId());
  }

  private OutgoingResponse respond(
      IncomingRequest request, Optional<String> authorizer, RequestIds ids)
      throws InterruptedException {
    if (!PercentEncoding.isValid(request.rawQuery())) {
      differences.mayOccur(Kind.PERCENT_ESCAPE, request.rawPath());
      report.problem(request, "The query has a bad percent escape.");
      return error(400, "InvalidRequestException", message("Bad Request"));
    }
    if (isPreflight(request)) {
      return new OutgoingResponse(200, cors.preflight(request), MessageBytes.NONE);
    }
    String event =
        new EventWriter(identity, ids, authorizer, differences)
            .event(
                request, new RequestPath(request.rawPath()), RouteKey.DEFAULT.toString(), Map.of());
    if (HttpApi.isTooLarge(event)) {
      report.problem(request, HttpApi.TOO_LARGE);
      return tooLarge();
    }
    return withCors(request, answer(request, function.invoke(event, ids)));
  }

  private OutgoingResponse answer(IncomingRequest request, FunctionInvoker.Outcome end) {
    String reason;
    if (end instanceof FunctionInvoker.Outcome.Returned returned) {
      try {
        return new ResultReader(identity.flavor(), differences).response(returned.result());
      } catch (ResultReader.MalformedResult malformed) {
        reason = "The function's result is not a response: %s.".formatted(malformed.reason());
      }
    } else if (end instanceof FunctionInvoker.Outcome.Failed failed) {
      reason = failed.reason();
    } else {
      report.problem(request, HttpApi.THROTTLED);
      return error(429, "TooManyRequestsException", message("Rate Exceeded."));
    }
    report.problem(request, reason);
    return failed();
  }

  private OutgoingResponse withCors(IncomingRequest request, OutgoingResponse response) {
    return new OutgoingResponse(
        response.status(), response.headers().with(cors.response(request)), response.body());
  }

  private static OutgoingResponse tooLarge() {
    return error(413, "RequestEntityTooLargeException", "{\"Message\":null}");
  }

  private static String message(String text) {
    return new EventJson().text("Message", text).toString();
  }

  private static OutgoingResponse error(int status, String type, String body) {
    return OutgoingResponse.of(status, "application/json", body).with("x-amzn-ErrorType", type);
  }
}
