package dev.chirp.runtime.loop;

/**
 * An event, and what the Runtime API says of it; an absent header is the empty text.
 *
 * @param deadline milliseconds since 1970
 * @param clientContext JSON
 * @param cognitoIdentity JSON
 */
record Invocation(
    String requestId,
    long deadline,
    String functionArn,
    String traceId,
    String clientContext,
    String cognitoIdentity,
    String tenantId,
    Body event) {

  static Invocation of(Reply reply) {
    return new Invocation(
        reply.header("lambda-runtime-aws-request-id"),
        deadline(reply.header("lambda-runtime-deadline-ms")),
        reply.header("lambda-runtime-invoked-function-arn"),
        reply.header("lambda-runtime-trace-id"),
        reply.header("lambda-runtime-client-context"),
        reply.header("lambda-runtime-cognito-identity"),
        reply.header("lambda-runtime-aws-tenant-id"),
        reply.body());
  }

  int millisLeft() {
    long left = deadline - System.currentTimeMillis();
    return (int) Math.max(0, Math.min(left, Integer.MAX_VALUE));
  }

  /** Lambda always says it; without it no function should believe that its time is over. */
  private static long deadline(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
