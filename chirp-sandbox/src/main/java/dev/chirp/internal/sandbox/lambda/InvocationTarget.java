package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;

/**
 * The version that an invocation runs, usable without the lock. Its code is kept until the target
 * is closed.
 *
 * @param configuration the configuration in effect
 * @param arn the ARN with the qualifier that the caller used
 * @param release releases the code
 */
record InvocationTarget(ObjectNode configuration, String arn, Runnable release)
    implements AutoCloseable {

  /**
   * The target of a request.
   *
   * @throws AwsError when the function does not exist or is pending
   */
  static InvocationTarget of(LambdaRequest request, FunctionStore functions, CodeSweep codes) {
    QualifiedName name = request.function();
    ObjectNode found =
        functions
            .require(request.scope(), name)
            .choose(name.qualifier())
            .orElseThrow(() -> QualifiedName.notFound(name.arn(request.scope())));
    StoredFunction.requireCreated(found, functions.now());
    ObjectNode inForce = StoredFunction.inForce(found, functions.now());
    Runnable release = codes.hold(inForce.get("CodeSha256").asText());
    return new InvocationTarget(inForce.deepCopy(), name.arn(request.scope()), release);
  }

  /** True if the error's only reason is that the function or version is still pending. */
  static boolean isPending(AwsError refusal) {
    return refusal.status() == 409 && refusal.message().endsWith(StoredFunction.PENDING);
  }

  String version() {
    return configuration.get("Version").asText();
  }

  /** The ARN of the version. Only its own processes run it. */
  String versionArn(Scope scope) {
    return scope.arn(configuration.get("FunctionName").asText() + ":" + version());
  }

  @Override
  public void close() {
    release.run();
  }
}
