package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;

/**
 * What an invocation runs, which needs no lock any more. Its code stays until this is closed.
 *
 * @param configuration that is in force
 * @param arn as the caller named it
 * @param release lets the code go
 */
record Target(ObjectNode configuration, String arn, Runnable release) implements AutoCloseable {

  /**
   * The function that is asked for.
   *
   * @throws AwsError when there is none, or it is pending
   */
  static Target of(LambdaRequest request, FunctionStore functions, CodeSweep codes) {
    QualifiedName name = request.function();
    ObjectNode found =
        functions
            .require(request.scope(), name)
            .choose(name.qualifier())
            .orElseThrow(() -> QualifiedName.notFound(name.arn(request.scope())));
    Function.requireMade(found, functions.now());
    ObjectNode inForce = Function.inForce(found, functions.now());
    Runnable release = codes.hold(inForce.get("CodeSha256").asText());
    return new Target(inForce.deepCopy(), name.arn(request.scope()), release);
  }

  /** Whether that was refused only because the function, or the version, is still being made. */
  static boolean isPending(AwsError refusal) {
    return refusal.status() == 409 && refusal.message().endsWith(Function.PENDING);
  }

  String version() {
    return configuration.get("Version").asText();
  }

  /** The ARN of the version: whose processes may run it. */
  String versionArn(Scope scope) {
    return scope.arn(configuration.get("FunctionName").asText() + ":" + version());
  }

  @Override
  public void close() {
    release.run();
  }
}
