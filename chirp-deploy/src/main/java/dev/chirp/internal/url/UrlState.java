package dev.chirp.internal.url;

import dev.chirp.internal.core.FunctionUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The actual state of a function's URL.
 *
 * @param qualifier the alias that it is on; empty for the function itself
 * @param url empty if it does not exist
 * @param access who may call it
 * @param statements Chirp's statements in the resource policy
 */
record UrlState(
    String functionName,
    Optional<String> qualifier,
    String url,
    FunctionUrl.Access access,
    List<UrlStatement> statements) {

  UrlState {
    statements = List.copyOf(statements);
  }

  UrlState with(List<UrlStatement> found) {
    return new UrlState(functionName, qualifier, url, access, found);
  }

  /** Returns whether it is in the desired state. */
  boolean is(FunctionUrl.Access desired) {
    return !url.isEmpty()
        && access == desired
        && statements.equals(desired == FunctionUrl.Access.PUBLIC ? UrlStatement.ALL : List.of());
  }

  /**
   * Returns whether it can be called without a signature, or has statements that would allow that.
   */
  boolean isPublic() {
    return access == FunctionUrl.Access.PUBLIC || !statements.isEmpty();
  }

  /** Returns the state in words. */
  String described() {
    return url.isEmpty() ? "none" : access + (statements.isEmpty() ? "" : ", open to everyone");
  }

  /** Returns what stays, and the commands that remove it. */
  String staying() {
    return "%s  URL: %s; this %s: %s"
        .formatted(
            shown(),
            url.isEmpty()
                ? "none, but the policy would let everyone call it (%s)".formatted(ids())
                : "%s stays, %s".formatted(url, described()),
            url.isEmpty() || !isPublic() ? "removes it" : "closes it",
            commands());
  }

  private String ids() {
    return statements.stream().map(UrlStatement::id).collect(Collectors.joining(", "));
  }

  private String commands() {
    String of =
        " --function-name "
            + functionName
            + qualifier.map(name -> " --qualifier " + name).orElse("");
    List<String> commands = new ArrayList<>();
    if (!url.isEmpty()) {
      commands.add("aws lambda delete-function-url-config" + of);
    }
    statements.forEach(
        each -> commands.add("aws lambda remove-permission" + of + " --statement-id " + each.id()));
    return String.join(" && ", commands);
  }

  /** Returns the function with its alias, {@code chirp_a:live}. */
  String shown() {
    return functionName + qualifier.map(name -> ":" + name).orElse("");
  }
}
