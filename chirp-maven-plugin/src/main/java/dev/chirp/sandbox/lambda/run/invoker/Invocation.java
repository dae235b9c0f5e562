package dev.chirp.sandbox.lambda.run.invoker;

/**
 * An event as the Runtime API hands it out.
 *
 * @param arn as the caller named the function
 * @param deadline milliseconds since 1970
 */
record Invocation(String requestId, String arn, long deadline, String event) {
  long millisLeft() {
    return deadline - System.currentTimeMillis();
  }
}
