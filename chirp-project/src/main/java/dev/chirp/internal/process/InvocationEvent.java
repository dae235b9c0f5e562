package dev.chirp.internal.process;

import java.util.UUID;

/**
 * What a function is invoked with.
 *
 * @param arn as the caller named the function
 * @param payload JSON
 */
public record InvocationEvent(String requestId, String arn, String payload) {
  /** The event of a caller that is no client of Lambda's: a training or a benchmark. */
  public static InvocationEvent of(String functionName, String payload) {
    return new InvocationEvent(
        UUID.randomUUID().toString(),
        "arn:aws:lambda:us-east-1:000000000000:function:" + functionName,
        payload);
  }
}
