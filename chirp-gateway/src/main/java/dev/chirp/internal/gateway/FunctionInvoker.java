package dev.chirp.internal.gateway;

import dev.chirp.internal.gateway.payload.RequestIds;
import java.time.Duration;

/** Invokes the function behind a route or a URL. Many threads call it at once. */
public interface FunctionInvoker {
  /**
   * Invokes it once and waits for the end.
   *
   * @param event JSON
   * @param ids the request's; Lambda invokes a function URL's function with the same request id
   * @throws InterruptedException when the server stops
   */
  Outcome invoke(String event, RequestIds ids) throws InterruptedException;

  /** The most time that a client waits for this function, if that is less than for its API. */
  default Duration timeout() {
    return HttpApi.MAX_TIMEOUT;
  }

  /** The end of an invocation, as a gateway sees it. */
  sealed interface Outcome {

    /**
     * The function returned.
     *
     * @param result JSON, as the function wrote it
     */
    record Returned(String result) implements Outcome {}

    /**
     * The function threw, ran out of time, or could not be invoked.
     *
     * @param reason for the developer
     */
    record Failed(String reason) implements Outcome {}

    /** Lambda refused the invocation because too many are running. */
    record Throttled() implements Outcome {}
  }
}
