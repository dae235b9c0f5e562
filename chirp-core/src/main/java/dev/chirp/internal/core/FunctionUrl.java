package dev.chirp.internal.core;

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
}
