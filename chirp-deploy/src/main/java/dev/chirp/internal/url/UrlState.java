package dev.chirp.internal.url;

import dev.chirp.internal.core.UrlAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A function's URL as it is, and whom it lets in.
 *
 * @param qualifier the alias that it is on; nothing for the function itself
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

  UrlState with(List<UrlStatement> found) {
    return new UrlState(functionName, qualifier, url, access, found);
  }

  /** Whether it is as it shall be. */
  boolean is(UrlAccess shall) {
    return !url.isEmpty()
        && access == shall
        && statements.equals(shall == UrlAccess.PUBLIC ? UrlStatement.ALL : List.of());
  }

  /** Whether there is a URL that Lambda asks nobody's signature for, or statements for one. */
  boolean isPublic() {
    return access == UrlAccess.PUBLIC || !statements.isEmpty();
  }

  /** What is there, in words. */
  String described() {
    return url.isEmpty() ? "none" : access + (statements.isEmpty() ? "" : ", open to everybody");
  }

  /** What stays there, and the commands that remove it. */
  String staying() {
    return "%s  URL: %s; this %s: %s"
        .formatted(
            shown(),
            url.isEmpty()
                ? "none, but the policy lets everybody in once there is one (%s)".formatted(ids())
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

  /** {@code chirp_a:live}. */
  String shown() {
    return functionName + qualifier.map(name -> ":" + name).orElse("");
  }
}
