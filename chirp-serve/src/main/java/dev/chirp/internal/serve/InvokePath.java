package dev.chirp.internal.serve;

import dev.chirp.internal.gateway.ApiHandler;
import dev.chirp.internal.gateway.CorsSettings;
import dev.chirp.internal.gateway.HttpApi.RequestReport;
import dev.chirp.internal.gateway.http.HeaderFields;
import dev.chirp.internal.gateway.http.IncomingRequest;
import dev.chirp.internal.gateway.http.MessageBytes;
import dev.chirp.internal.gateway.http.OutgoingResponse;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.lambda.InvokePayload;
import dev.chirp.internal.sandbox.lambda.LambdaError;
import dev.chirp.internal.sandbox.lambda.QualifiedName;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedFunction;
import dev.chirp.internal.serve.page.RequestRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lambda's own path to invoke a function, for AWS's CLI and SDKs. Every function of the project can
 * be invoked, with or without a route.
 *
 * @param requestId of the invocation
 * @param record of the request
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 */
record InvokePath(
    ServedCode.Generation generation,
    LocalFunctions functions,
    AsynchronousEvents events,
    RequestReport report,
    String requestId,
    RequestRecord record)
    implements ApiHandler.ServedApi {
  /** The beginning of Lambda's paths. */
  static final String ROOT = "/2015-03-31/";

  private static final Pattern PATH = Pattern.compile(ROOT + "functions/([^/]+)/invocations");
  private static final Pattern QUALIFIER = Pattern.compile("(?:^|.*&)Qualifier=([^&]*).*");

  /** The path of a function. */
  static String of(String functionName) {
    return ROOT + "functions/%s/invocations".formatted(functionName);
  }

  /** Web pages cannot call it. */
  @Override
  public CorsSettings cors() {
    return CorsSettings.NONE;
  }

  @Override
  public OutgoingResponse answer(IncomingRequest request) {
    OutgoingResponse response;
    try {
      response = invoke(request);
    } catch (AwsError refusal) {
      report.problem(request, ServeHandler.printable(refusal.message()));
      LambdaError error = LambdaError.of(refusal);
      response =
          OutgoingResponse.of(error.status(), "application/json", error.body())
              .with("x-amzn-ErrorType", error.code());
    }
    return response.with("x-amzn-RequestId", requestId);
  }

  private OutgoingResponse invoke(IncomingRequest request) {
    ServedFunction function = function(request);
    String type = request.header("x-amz-invocation-type").orElse("RequestResponse");
    String payload = payload(request, type);
    record.invoked(function.function().name(), payload);
    return switch (type) {
      case "DryRun" -> new OutgoingResponse(204, HeaderFields.NONE, MessageBytes.NONE);
      case "Event" -> {
        events.add(function, generation.number(), requestId, payload, record);
        yield new OutgoingResponse(202, HeaderFields.NONE, MessageBytes.NONE);
      }
      case "RequestResponse" -> invoke(request, function, payload);
      default ->
          throw new AwsError(
              400,
              "ValidationException",
              "Value '%s' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]"
                  .formatted(type));
    };
  }

  private ServedFunction function(IncomingRequest request) {
    Matcher path = PATH.matcher(request.rawPath());
    if (!request.method().equals("POST") || !path.matches()) {
      throw new AwsError(
          404,
          "UnknownOperationException",
          "chirp:serve answers POST /2015-03-31/functions/{name}/invocations only.");
    }
    QualifiedName name = QualifiedName.parse(decoded(path.group(1)), functions.scope());
    Matcher qualifier = QUALIFIER.matcher(request.rawQuery());
    if (qualifier.matches()) {
      name = name.qualified(decoded(qualifier.group(1)));
    }
    String wanted = name.name();
    Optional<ServedFunction> found =
        name.isLatest()
            ? generation.functions().stream()
                .filter(
                    each ->
                        each.functionName().equals(wanted) || each.function().name().equals(wanted))
                .findFirst()
            : Optional.empty();
    String arn = name.arn(functions.scope());
    return found.orElseThrow(() -> QualifiedName.notFound(arn));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a bad percent escape is not part of any name
    }
  }

  private static String payload(IncomingRequest request, String type) {
    try {
      return InvokePayload.read(new ByteArrayInputStream(request.body().bytes()), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OutgoingResponse invoke(
      IncomingRequest request, ServedFunction function, String payload) {
    FunctionConsole console = functions.console(function, requestId, Optional.of(record));
    InvocationResult result =
        functions
            .invoke(function, generation.number(), requestId, payload, console)
            .orElseThrow(
                () -> {
                  functions.warnOfLimit(function);
                  return LambdaError.tooMany();
                });
    OutgoingResponse response =
        OutgoingResponse.of(200, "application/json", result.payload())
            .with("X-Amz-Executed-Version", "$LATEST");
    if (result.failed()) {
      report.problem(request, FailureReason.of(function.function().name(), requestId, result));
      response = response.with("X-Amz-Function-Error", "Unhandled");
    }
    return request.header("x-amz-log-type").orElse("").equals("Tail")
        ? response.with("X-Amz-Log-Result", console.tail())
        : response;
  }
}
