package dev.chirp.internal.core;

import java.util.Arrays;
import java.util.Locale;

/**
 * The result of a deploy for one function's URL.
 *
 * @param functionName on Lambda
 * @param url empty if there is none
 * @param access {@code public} or {@code iam}
 * @param change such as {@code iam -> public}; empty if there was none
 * @param problem why the URL is not up to date; empty if it is
 * @param hint what to do; may be empty
 */
public record FunctionUrl(
    String functionName, String url, String access, String change, String problem, String hint) {

  public boolean isSuccess() {
    return problem.isEmpty();
  }

  /** The values of {@code chirp.functionUrl}: who may call a function by its own URL. */
  public enum Access {
    /** Chirp leaves function URLs alone. */
    NONE,
    /** Callers that sign the request and have the permission to invoke the function. */
    IAM,
    /** Everyone. */
    PUBLIC;

    public static Access parse(String text) {
      return Arrays.stream(values())
          .filter(access -> access.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  ChirpException.project(
                          "<functionUrl> is '%s' (or -Dchirp.functionUrl), but it can be iam, public or none."
                              .formatted(text))
                      .withSuggestion("-Dchirp.functionUrl=iam"));
    }

    /** The inverse of {@link #parse}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
