package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chirp.internal.gateway.HttpApi;
import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * The {@code Invoke} operation, synchronous and asynchronous.
 *
 * @param targets resolves the function that a request points to at the moment
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
record InvokeOperation(
    FunctionRunner runs, EventQueue events, Function<LambdaRequest, InvocationTarget> targets) {
  private static final int MAX_EVENT = 1_048_576;
  private static final List<String> UNKNOWN =
      List.of("x-amz-client-context", "x-amz-tenant-id", "x-amz-durable-execution-name");

  Response invoke(LambdaRequest request) throws IOException {
    String type = request.call().header("x-amz-invocation-type").orElse("RequestResponse");
    requireKnown(request);
    try (InvocationTarget target = targets.apply(request)) {
      InvocationEvent event =
          new InvocationEvent(request.call().requestId(), target.arn(), payload(request, type));
      return switch (type) {
        case "DryRun" -> Response.of(204);
        case "Event" -> {
          runs.requireRunnable(target); // later errors do not reach the caller
          events.add(request, event);
          yield Response.of(202);
        }
        case "RequestResponse" -> response(request, target, runs.run(request, target, event));
        default ->
            throw RequestValidation.refusal(
                "Value '%s' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]"
                    .formatted(type));
      };
    }
  }

  /** Refuses headers that a function would look for in its context. */
  private static void requireKnown(LambdaRequest request) {
    for (String header : UNKNOWN) {
      if (request.call().header(header).isPresent()) {
        throw AwsError.unsupported("invocations with " + header);
      }
    }
  }

  private static String payload(LambdaRequest request, String type) throws IOException {
    int most = type.equals("Event") ? MAX_EVENT : HttpApi.MAX_EVENT;
    byte[] bytes = request.call().body().readNBytes(most + 1);
    if (bytes.length > most) {
      throw new AwsError(
          413,
          "RequestEntityTooLargeException",
          "Request must be smaller than %d bytes for the InvokeFunction operation".formatted(most));
    }
    if (bytes.length == 0) {
      return "{}";
    }
    try {
      LambdaRequest.JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw new AwsError(
          400,
          "InvalidRequestContentException",
          "Could not parse request body into json: Could not parse payload into json: "
              + e.getOriginalMessage());
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Response response(
      LambdaRequest request, InvocationTarget target, FunctionRunner.Result result) {
    Response response =
        Response.json(200, result.outcome().payload())
            .with("X-Amz-Executed-Version", target.version());
    if (result.outcome().failed()) {
      response = response.with("X-Amz-Function-Error", "Unhandled");
    }
    boolean tail = request.call().header("x-amz-log-type").orElse("").equals("Tail");
    return tail ? response.with("X-Amz-Log-Result", result.logTail()) : response;
  }
}
