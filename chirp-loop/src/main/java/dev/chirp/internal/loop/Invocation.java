package dev.chirp.internal.loop;

/** An event and its headers from the Runtime API. An absent header is the empty text. */
final class Invocation {
  static final String REQUEST_ID = "lambda-runtime-aws-request-id";
  static final String DEADLINE = "lambda-runtime-deadline-ms";
  static final String FUNCTION_ARN = "lambda-runtime-invoked-function-arn";

  private final Reply reply;

  Invocation(Reply reply) {
    this.reply = reply;
  }

  String requestId() {
    return reply.header(REQUEST_ID);
  }

  String functionArn() {
    return reply.header(FUNCTION_ARN);
  }

  String traceId() {
    return reply.header("lambda-runtime-trace-id");
  }

  /** JSON. */
  String clientContext() {
    return reply.header("lambda-runtime-client-context");
  }

  /** JSON. */
  String cognitoIdentity() {
    return reply.header("lambda-runtime-cognito-identity");
  }

  String tenantId() {
    return reply.header("lambda-runtime-aws-tenant-id");
  }

  Body event() {
    return reply.body();
  }

  int millisLeft() {
    long left = deadline() - System.currentTimeMillis();
    return (int) Math.max(0, Math.min(left, Integer.MAX_VALUE));
  }

  /**
   * Milliseconds since 1970. Lambda always sends it; without it, the function gets no time limit.
   */
  private long deadline() {
    try {
      return Long.parseLong(reply.header(DEADLINE));
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }
}
