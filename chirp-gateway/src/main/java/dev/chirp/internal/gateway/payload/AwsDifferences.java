package dev.chirp.internal.gateway.payload;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Warns when AWS's behavior is not known: once for each kind, so that a page with a hundred
 * requests is one line. Chirp then does the strict thing.
 */
public final class AwsDifferences {
  private final Set<Kind> seen = ConcurrentHashMap.newKeySet();
  private final Consumer<String> warn;

  /** Behavior of AWS that its documents leave open. */
  public enum Kind {
    CLAIM("a claim that is null or an object"),
    CORS_OF_ERROR("a response of the gateway itself has no CORS headers"),
    DECODED_MARK("a path with an encoded '?' or '#'"),
    EMPTY_GREEDY("a greedy route matches only if its variable may be empty"),
    ENCODED_SLASH("a path with an encoded slash"),
    HEADER_VALUE("a function's header whose value is not text"),
    INFORMATIONAL("a function's statusCode below 200"),
    INVALID_TEXT("a text body or path that is not UTF-8"),
    METHOD("a method that routes do not have"),
    MISSING_TYPE("a function's response without a content-type"),
    PERCENT_ESCAPE("a bad percent escape"),
    RAW_TARGET("a request target with characters that must be encoded"),
    SEVERAL_ROUTES("several routes match, and no rule of AWS says which one answers"),
    TEXT_STATUS("a function's statusCode that is text"),
    THROTTLED("an invocation that Lambda throttles"),
    TRACE_ID("a request with its own x-amzn-trace-id"),
    TRAILING_SLASH("a path that ends with a slash");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /** Sends each warning to {@code warn}, as one line. */
  public AwsDifferences(Consumer<String> warn) {
    this.warn = warn;
  }

  /**
   * Warns, unless it has warned of this kind.
   *
   * @param example method and path, or the value; never the query, which may hold a secret
   */
  public void mayOccur(Kind kind, String example) {
    if (seen.add(kind)) {
      warn.accept("AWS may differ here: %s (%s).".formatted(kind.words, example));
    }
  }
}
