package dev.chirp.internal.gateway;

/** The end of an invocation, as a gateway sees it. */
public sealed interface InvocationEnd {

  /**
   * The function returned.
   *
   * @param result JSON, as the function wrote it
   */
  record Returned(String result) implements InvocationEnd {}

  /**
   * The function threw, ran out of time, or could not be invoked.
   *
   * @param reason for the developer
   */
  record Failed(String reason) implements InvocationEnd {}

  /** Lambda refused the invocation because too many are running. */
  record Throttled() implements InvocationEnd {}
}
