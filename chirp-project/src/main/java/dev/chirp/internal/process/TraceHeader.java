package dev.chirp.internal.process;

/**
 * The header that connects an invocation with its AWS X-Ray trace. It marks traces as not sampled,
 * so that the X-Ray SDK sends nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html">Tracing
 *     header</a>
 */
public final class TraceHeader {
  /**
   * The system property that holds the header during an invocation on Lambda's Java 17 and newer.
   */
  public static final String PROPERTY = "com.amazonaws.xray.traceHeader";

  private TraceHeader() {}

  /** Returns the header of an invocation, derived from its request id, a UUID. */
  public static String of(String requestId) {
    String hex = requestId.replace("-", "");
    return "Root=1-%s-%s;Parent=%s;Sampled=0"
        .formatted(hex.substring(0, 8), hex.substring(8), hex.substring(0, 16));
  }
}
