package dev.chirp.internal.sandbox.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;

/** The errors of API Gateway, in its form. */
final class ApiGatewayErrors {
  private ApiGatewayErrors() {}

  static AwsError badRequest(String message) {
    return new AwsError(400, "BadRequestException", message);
  }

  static AwsError conflict(String message) {
    return new AwsError(409, "ConflictException", message);
  }

  /** The error for a resource that does not exist. */
  static AwsError notFound(String kind, String id) {
    return new AwsError(
        404, "NotFoundException", "Invalid %s identifier specified %s".formatted(kind, id));
  }

  /** The error beyond a quota of an API. */
  static AwsError tooMany(String kind) {
    return new AwsError(
        429,
        "TooManyRequestsException",
        "Maximum number of %s for this API has been reached. Please contact AWS if you need additional %s."
            .formatted(kind, kind));
  }

  static Response refused(AwsError refusal, Call call) {
    ObjectNode body = ApiGatewayRequest.JSON.createObjectNode();
    body.put("message", refusal.message());
    return Response.json(refusal.status(), body.toString())
        .with("x-amzn-ErrorType", refusal.code())
        .with("x-amzn-RequestId", call.requestId());
  }
}
