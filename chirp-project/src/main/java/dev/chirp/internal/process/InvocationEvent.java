package dev.chirp.internal.process;

import java.util.UUID;

/**
 * The input of an invocation.
 *
 * @param arn as the caller named the function
 * @param payload JSON
 */
public record InvocationEvent(String requestId, String arn, String payload) {
  /** Creates the event for a training or a benchmark, which have no client of Lambda. */
  public static InvocationEvent of(String functionName, String payload) {
    return new InvocationEvent(
        UUID.randomUUID().toString(),
        "arn:aws:lambda:us-east-1:000000000000:function:" + functionName,
        payload);
  }
}
