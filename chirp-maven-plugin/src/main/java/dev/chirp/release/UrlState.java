package dev.chirp.release;

import java.util.List;
import java.util.Optional;

/**
 * A function's URL as it is, and whom it lets in.
 *
 * @param url empty if there is none
 * @param access of the URL
 * @param statements of Chirp's that are there
 */
record UrlState(
    String functionName,
    Optional<String> qualifier,
    String url,
    UrlAccess access,
    List<UrlStatement> statements) {

  UrlState {
    statements = List.copyOf(statements);
  }

  /** Whether it is as it shall be. */
  boolean is(UrlAccess shall) {
    return !url.isEmpty()
        && access == shall
        && statements.equals(shall == UrlAccess.PUBLIC ? UrlStatement.ALL : List.of());
  }

  /** What is there, in words. */
  String described() {
    return url.isEmpty() ? "none" : access + (statements.isEmpty() ? "" : ", open to everybody");
  }

  /** {@code chirp_a:live}. */
  String shown() {
    return functionName + qualifier.map(name -> ":" + name).orElse("");
  }
}
