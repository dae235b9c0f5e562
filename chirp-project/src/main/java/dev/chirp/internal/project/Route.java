package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of an API one function answers, such as {@code GET /chirp/{id}}.
 *
 * @param method as HTTP has it, or {@code ANY}
 * @param path with API Gateway's variables, {@code {id}}, and {@code {proxy+}} for all that follows
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routes
 *     of API Gateway</a>
 */
public record Route(String method, String path) {
  private static final List<String> METHODS =
      List.of("ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  /** HTTP's methods that change nothing, by RFC 9110, and that stand for a request of somebody. */
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");

  private static final Pattern SHAPE = Pattern.compile("(\\S+) (\\S+)");

  /** What API Gateway takes between two slashes of a path. */
  private static final Pattern PART =
      Pattern.compile("[a-zA-Z0-9._:-]+|\\{([a-zA-Z0-9._:-]+)\\+?\\}");

  private static final Pattern VARIABLE = Pattern.compile("\\{[^}+]+");

  /** Reads a route as it is written; fails with what is wrong with it, and where it came from. */
  static Route parse(String text, String origin) {
    Matcher shape = SHAPE.matcher(text.strip());
    if (!shape.matches() || !shape.group(2).startsWith("/")) {
      throw wrong(text, origin, "a route is an HTTP method, a blank and a path")
          .withSuggestion("<route>GET /chirp/{id}</route>");
    }
    Route route = new Route(shape.group(1), shape.group(2));
    if (!METHODS.contains(route.method)) {
      throw wrong(text, origin, "API Gateway's methods are " + String.join(", ", METHODS));
    }
    route.checkPath(text, origin);
    return route;
  }

  private static ChirpException wrong(String text, String origin, String problem) {
    return ChirpException.project("<route> is '%s' (%s), but %s.".formatted(text, origin, problem));
  }

  private void checkPath(String text, String origin) {
    if (path.equals("/")) {
      return;
    }
    List<String> parts = List.of(path.substring(1).split("/", -1));
    Set<String> variables = new HashSet<>();
    for (String part : parts) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        throw wrong(
            text,
            origin,
            "'%s' is no part of a path: it takes letters, digits and . _ : -, or one {variable}"
                .formatted(part));
      }
      String variable = matcher.group(1);
      if (variable != null && !variables.add(variable)) {
        throw wrong(text, origin, "it has the variable '%s' twice".formatted(variable));
      }
    }
    int greedy = path.indexOf("+}");
    if (greedy >= 0 && greedy + "+}".length() < path.length()) {
      throw wrong(text, origin, "{…+} takes all that follows and stands last");
    }
  }

  /** Whether a request by it asks for no change. */
  boolean isSafe() {
    return isSafe(method);
  }

  static boolean isSafe(String method) {
    return SAFE_METHODS.contains(method);
  }

  /** What API Gateway compares: two routes that differ in a variable's name are one. */
  Route withoutNames() {
    return new Route(method, VARIABLE.matcher(path).replaceAll("{"));
  }

  /** As it is written: the inverse of {@link #parse}. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
