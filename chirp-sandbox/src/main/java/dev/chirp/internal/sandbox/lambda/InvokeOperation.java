package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Response;
import java.io.IOException;
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
  private static final List<String> UNKNOWN =
      List.of("x-amz-client-context", "x-amz-tenant-id", "x-amz-durable-execution-name");

  Response invoke(LambdaRequest request) throws IOException {
    String type = request.call().header("x-amz-invocation-type").orElse("RequestResponse");
    requireKnown(request);
    try (InvocationTarget target = targets.apply(request)) {
      InvocationEvent event =
          new InvocationEvent(
              request.call().requestId(),
              target.arn(),
              InvokePayload.read(request.call().body(), type));
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
