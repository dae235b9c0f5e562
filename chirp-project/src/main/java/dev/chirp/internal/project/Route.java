package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The API route that a function handles, such as {@code GET /chirp/{id}}.
 *
 * @param method an HTTP method, or {@code ANY}
 * @param path with API Gateway's variables, {@code {id}}, and {@code {proxy+}} for the rest of the
 *     path
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routes
 *     of API Gateway</a>
 */
public record Route(String method, String path) {
  private static final List<String> METHODS =
      List.of("ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  /** The HTTP methods that change nothing by RFC 9110 and carry a client's request. */
  private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD");

  private static final Pattern SHAPE = Pattern.compile("(\\S+) (\\S+)");

  /** The characters that API Gateway accepts between two slashes of a path. */
  private static final Pattern PART =
      Pattern.compile("[a-zA-Z0-9._:-]+|\\{([a-zA-Z0-9._:-]+)\\+?\\}");

  private static final Pattern VARIABLE = Pattern.compile("\\{[^}+]+");

  /** Parses a route. A failure says what is wrong and where the route comes from. */
  static Route parse(String text, String origin) {
    Matcher shape = SHAPE.matcher(text.strip());
    if (!shape.matches() || !shape.group(2).startsWith("/")) {
      throw wrong(text, origin, "a route is an HTTP method, a space and a path")
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
            "'%s' is not a valid path segment: use letters, digits and . _ : -, or one {variable}"
                .formatted(part));
      }
      String variable = matcher.group(1);
      if (variable != null && !variables.add(variable)) {
        throw wrong(text, origin, "it has the variable '%s' twice".formatted(variable));
      }
    }
    int greedy = path.indexOf("+}");
    if (greedy >= 0 && greedy + "+}".length() < path.length()) {
      throw wrong(text, origin, "{…+} matches the rest of the path and must come last");
    }
  }

  /** Returns whether a request with its method changes nothing. */
  boolean isSafe() {
    return isSafe(method);
  }

  static boolean isSafe(String method) {
    return SAFE_METHODS.contains(method);
  }

  /** Returns the form that API Gateway compares: the names of variables do not matter. */
  Route withoutNames() {
    return new Route(method, VARIABLE.matcher(path).replaceAll("{"));
  }

  /** Returns the written form, the inverse of {@link #parse}. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
