package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.gateway.FunctionInvoker;
import dev.chirp.internal.gateway.payload.RequestIds;
import dev.chirp.internal.process.InvocationEvent;
import dev.chirp.internal.process.InvocationResult;
import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Function;

/**
 * Invokes a function for a gateway: for a function URL, or for an API.
 *
 * @param scope the function's
 * @param function the name, with the alias or version
 * @param targets resolves the version to run
 */
record GatewayInvoker(
    Scope scope,
    String function,
    SandboxAddress address,
    FunctionRunner runs,
    Function<LambdaRequest, InvocationTarget> targets)
    implements FunctionInvoker {
  @Override
  public FunctionInvoker.Outcome invoke(String event, RequestIds ids) {
    LambdaRequest request = request(ids);
    try (InvocationTarget target = targets.apply(request)) {
      InvocationResult result =
          runs.run(request, target, new InvocationEvent(ids.requestId(), target.arn(), event))
              .outcome();
      return result.failed()
          ? new FunctionInvoker.Outcome.Failed(
              "Function '%s' failed; its log has the reason.".formatted(function))
          : new FunctionInvoker.Outcome.Returned(result.payload());
    } catch (AwsError refusal) {
      return refusal.code().equals(LambdaError.TOO_MANY)
          ? new FunctionInvoker.Outcome.Throttled()
          : new FunctionInvoker.Outcome.Failed(refusal.message());
    } catch (ChirpException e) {
      return new FunctionInvoker.Outcome.Failed(e.problem());
    }
  }

  /** The invocation as a call to Lambda in the function's own account. */
  private LambdaRequest request(RequestIds ids) {
    Call call =
        new Call(
            "lambda",
            scope.region(),
            AccessKey.of(address).id(scope.account()),
            "POST",
            "/2015-03-31/functions/%s/invocations".formatted(function),
            Map.of(),
            Map.of(),
            InputStream.nullInputStream(),
            ids.requestId(),
            address.endpoint());
    return new LambdaRequest(
        call, "Invoke", Map.of("FunctionName", function), LambdaRequest.JSON.createObjectNode());
  }
}
