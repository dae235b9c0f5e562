package dev.chirp.internal.gateway.authorizer;

import dev.chirp.internal.gateway.payload.ResultJson;
import dev.chirp.internal.gateway.payload.ResultReader.MalformedResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * An IAM policy that a Lambda authorizer returned.
 *
 * @param statements each with {@code Effect}, {@code Action} and {@code Resource}
 */
record AuthorizerPolicy(List<Statement> statements) {
  private static final String ACTION = "execute-api:invoke";
  private static final Set<String> KNOWN = Set.of("Action", "Effect", "Resource", "Sid");

  /** One statement. */
  record Statement(boolean allows, List<String> actions, List<String> resources) {
    boolean matches(String arn) {
      return actions.stream().anyMatch(each -> fits(each.toLowerCase(Locale.ROOT), ACTION))
          && resources.stream().anyMatch(each -> fits(each, arn));
    }
  }

  /** True if a statement allows it and none denies it. */
  boolean allows(String routeArn) {
    List<Statement> matching =
        statements.stream().filter(statement -> statement.matches(routeArn)).toList();
    return !matching.isEmpty() && matching.stream().allMatch(Statement::allows);
  }

  /** Reads a {@code policyDocument}. */
  static AuthorizerPolicy of(Object document) throws MalformedResult {
    if (!(document instanceof Map<?, ?> policy)) {
      throw new MalformedResult("it has no policyDocument");
    }
    Object written = member(policy, "Statement");
    List<?> all = written instanceof Map<?, ?> ? List.of(written) : list(written, "Statement");
    List<Statement> statements = new ArrayList<>();
    for (Object each : all) {
      statements.add(statement(each));
    }
    return new AuthorizerPolicy(List.copyOf(statements));
  }

  private static Object member(Map<?, ?> object, String name) {
    Object value = object.get(name);
    return value == null ? ResultJson.NULL : value;
  }

  private static Statement statement(Object written) throws MalformedResult {
    if (!(written instanceof Map<?, ?> statement)) {
      throw new MalformedResult("a statement of its policy is not an object");
    }
    for (Object member : statement.keySet()) {
      if (!KNOWN.contains(String.valueOf(member))) {
        throw new MalformedResult(
            "its policy has '%s', which Chirp does not evaluate".formatted(member));
      }
    }
    Object effect = member(statement, "Effect");
    if (!"Allow".equals(effect) && !"Deny".equals(effect)) {
      throw new MalformedResult("the Effect of a statement is neither Allow nor Deny");
    }
    return new Statement(
        "Allow".equals(effect),
        texts(member(statement, "Action"), "Action"),
        texts(member(statement, "Resource"), "Resource"));
  }

  private static List<String> texts(Object written, String name) throws MalformedResult {
    List<?> all = written instanceof String ? List.of(written) : list(written, name);
    if (!all.stream().allMatch(String.class::isInstance)) {
      throw new MalformedResult("the %s of a statement is not text".formatted(name));
    }
    return all.stream().map(String.class::cast).toList();
  }

  private static List<?> list(Object written, String name) throws MalformedResult {
    if (!(written instanceof List<?> list)) {
      throw new MalformedResult("its policy has no %s".formatted(name));
    }
    return list;
  }

  /** Matches {@code *} with any text and {@code ?} with any character. */
  private static boolean fits(String pattern, String text) {
    String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
    return Pattern.compile(regex, Pattern.DOTALL).matcher(text).matches();
  }
}
