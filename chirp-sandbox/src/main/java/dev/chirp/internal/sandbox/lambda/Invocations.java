package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Runs functions for callers, who wait for the answer or do not.
 *
 * @param targets the function that a request means at the moment
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
record Invocations(
    FunctionRunner runs, EventQueue events, Function<LambdaRequest, Target> targets) {
  private static final int MAX_PAYLOAD = 6_291_456;
  private static final int MAX_EVENT = 1_048_576;
  private static final List<String> UNKNOWN =
      List.of("x-amz-client-context", "x-amz-tenant-id", "x-amz-durable-execution-name");

  Response invoke(LambdaRequest request) throws IOException {
    String type = request.call().header("x-amz-invocation-type").orElse("RequestResponse");
    requireKnown(request);
    try (Target target = targets.apply(request)) {
      InvocationEvent event =
          new InvocationEvent(request.call().requestId(), target.arn(), payload(request, type));
      return switch (type) {
        case "DryRun" -> Response.of(204);
        case "Event" -> {
          runs.requireRunnable(target); // later nobody would be told
          events.add(request, event);
          yield Response.of(202);
        }
        case "RequestResponse" -> answer(request, target, runs.run(request, target, event));
        default ->
            throw Validation.refusal(
                "Value '%s' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]"
                    .formatted(type));
      };
    }
  }

  /** What a function would look for in its context, and not find. */
  private static void requireKnown(LambdaRequest request) {
    for (String header : UNKNOWN) {
      if (request.call().header(header).isPresent()) {
        throw AwsError.unsupported("invocations with " + header);
      }
    }
  }

  private static String payload(LambdaRequest request, String type) throws IOException {
    int most = type.equals("Event") ? MAX_EVENT : MAX_PAYLOAD;
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

  private static Response answer(LambdaRequest request, Target target, FunctionRunner.Run run) {
    Response answer =
        Response.json(200, run.outcome().payload())
            .with("X-Amz-Executed-Version", target.version());
    if (run.outcome().failed()) {
      answer = answer.with("X-Amz-Function-Error", "Unhandled");
    }
    boolean tail = request.call().header("x-amz-log-type").orElse("").equals("Tail");
    return tail ? answer.with("X-Amz-Log-Result", run.logTail()) : answer;
  }
}
