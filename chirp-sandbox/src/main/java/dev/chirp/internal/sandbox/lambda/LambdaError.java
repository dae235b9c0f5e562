package dev.chirp.internal.sandbox.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;

/**
 * An error in Lambda's form.
 *
 * @param code the value of the header {@code x-amzn-ErrorType}
 * @param body JSON
 */
public record LambdaError(int status, String code, String body) {
  /** The error code at the concurrency limit. */
  public static final String TOO_MANY = "TooManyRequestsException";

  /**
   * Returns an error as Lambda words it. Lambda adds {@code Exception} to other services' {@code
   * AccessDenied}.
   */
  public static LambdaError of(AwsError refusal) {
    String code = refusal.code().equals("AccessDenied") ? "AccessDeniedException" : refusal.code();
    ObjectNode body = LambdaRequest.JSON.createObjectNode();
    body.put("Type", refusal.status() < 500 ? "User" : "Service");
    body.put(
        code.equals("ResourceNotFoundException") || code.equals("AccessDeniedException")
            ? "Message"
            : "message",
        refusal.message());
    if (code.equals(TOO_MANY)) {
      body.put("Reason", "ConcurrentInvocationLimitExceeded");
    }
    return new LambdaError(refusal.status(), code, body.toString());
  }

  /** Returns the error at the concurrency limit. */
  public static AwsError tooMany() {
    return new AwsError(429, TOO_MANY, "Rate Exceeded.");
  }
}
