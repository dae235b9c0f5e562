package dev.chirp.internal.serve;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The start of each open request's function, for the line on the console. Thread-safe. */
final class RequestStarts {
  /** The start of a function. */
  enum Start {
    /** No function was invoked. */
    NONE(""),
    /** A process was started for the request. */
    COLD(" cold"),
    /** A process that had answered before. */
    WARM(" warm");

    private final String suffix;

    Start(String suffix) {
      this.suffix = suffix;
    }

    /** The end of the console's line. */
    String suffix() {
      return suffix;
    }
  }

  private final Map<String, Start> byRequest = new ConcurrentHashMap<>();

  void open(String requestId) {
    byRequest.put(requestId, Start.NONE);
  }

  /** Does nothing for a request that is closed: its client got a 503. */
  void started(String requestId, Start start) {
    byRequest.replace(requestId, start);
  }

  Start close(String requestId) {
    Start start = byRequest.remove(requestId);
    return start == null ? Start.NONE : start;
  }
}
