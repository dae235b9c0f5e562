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
   * The function threw, ran out of time, or its process ended.
   *
   * @param reason for the developer
   */
  record Failed(String reason) implements InvocationEnd {}

  /** Lambda runs as many invocations as it may. */
  record Throttled() implements InvocationEnd {}

  /**
   * Lambda refused the invocation.
   *
   * @param reason for the developer
   */
  record NotInvoked(String reason) implements InvocationEnd {}
}
