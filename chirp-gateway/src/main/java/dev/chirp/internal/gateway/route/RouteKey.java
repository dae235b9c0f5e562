package dev.chirp.internal.gateway.route;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The key of one route of an HTTP API: {@code $default}, or a method and a path such as {@code GET
 * /chirps/{id}}.
 *
 * @param method as HTTP spells it, {@code ANY}, or empty for {@code $default}
 * @param segments of the path, between its slashes; empty for {@code /} and for {@code $default}
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html">Routes
 *     of HTTP APIs</a>
 */
public record RouteKey(String method, List<RouteSegment> segments) {
  /** The route for every request that no other route answers. */
  public static final RouteKey DEFAULT = new RouteKey("", List.of());

  /** The method of a route that answers every method. */
  static final String ANY = "ANY";

  private static final String DEFAULT_TEXT = "$default";
  private static final Pattern SHAPE = Pattern.compile("(\\S+) (/\\S*)");
  private static final List<String> METHODS =
      List.of(ANY, "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT");

  public RouteKey {
    segments = List.copyOf(segments);
  }

  /**
   * Reads a route key as API Gateway does.
   *
   * @throws InvalidSetting when API Gateway would refuse it
   */
  public static RouteKey parse(String text) {
    if (text.equals(DEFAULT_TEXT)) {
      return DEFAULT;
    }
    Matcher shape = SHAPE.matcher(text);
    if (!shape.matches()) {
      throw invalid(text, "it is not an HTTP method, one space and a path", "GET /chirps/{id}");
    }
    String method = shape.group(1);
    String path = shape.group(2);
    if (!METHODS.contains(method)) {
      throw invalid(text, "the method is not one of " + String.join(", ", METHODS), "GET " + path);
    }
    if (path.length() > 1 && path.endsWith("/")) {
      throw invalid(
          text,
          "API Gateway refuses a slash at the end",
          method + " " + path.replaceAll("/+$", ""));
    }
    return new RouteKey(method, segments(text, path));
  }

  private static List<RouteSegment> segments(String text, String path) {
    if (path.equals("/")) {
      return List.of();
    }
    List<RouteSegment> segments =
        List.of(path.substring(1).split("/", -1)).stream()
            .map(
                part ->
                    RouteSegment.of(part)
                        .orElseThrow(
                            () ->
                                invalid(
                                    text,
                                    "'%s' is neither letters, digits and . _ : - nor one {variable}"
                                        .formatted(part),
                                    "GET /chirps/{id}")))
            .toList();
    Set<String> names = new HashSet<>();
    for (RouteSegment segment : segments) {
      if (segment.isVariable() && !names.add(segment.name())) {
        throw invalid(
            text, "the variable '%s' occurs twice".formatted(segment.name()), "GET /{a}/{b}");
      }
    }
    if (segments.stream().limit(segments.size() - 1L).anyMatch(RouteSegment::isGreedy)) {
      throw invalid(text, "a greedy variable must be the last segment", "ANY /files/{proxy+}");
    }
    return segments;
  }

  private static InvalidSetting invalid(String text, String problem, String suggestion) {
    return new InvalidSetting(
        "Route key '%s' is invalid: %s.".formatted(text, problem), suggestion);
  }

  /** True if HTTP APIs route requests with this method. */
  public static boolean isMethod(String method) {
    return !method.equals(ANY) && METHODS.contains(method);
  }

  public boolean isDefault() {
    return method.isEmpty();
  }

  /** True if the route answers every method that its path has no route for. */
  public boolean isAny() {
    return method.equals(ANY);
  }

  /** True if the last variable takes all that follows. */
  public boolean isGreedy() {
    return !segments.isEmpty() && segments.get(segments.size() - 1).isGreedy();
  }

  /** The path of the key; empty for {@code $default}. */
  public String path() {
    if (isDefault()) {
      return "";
    }
    StringBuilder path = new StringBuilder();
    segments.forEach(segment -> path.append('/').append(segment));
    return path.length() == 0 ? "/" : path.toString();
  }

  /** The key without the names of variables: two keys that differ in them only are one route. */
  public String identity() {
    return method
        + " "
        + String.join(
            "/",
            segments.stream()
                .map(
                    segment ->
                        segment.isGreedy() ? "{+}" : segment.isVariable() ? "{}" : segment.name())
                .toList());
  }

  /**
   * The path of the source ARN that may invoke this route's function: {@code GET/chirps/*}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Permissions
   *     of integrations</a>
   */
  public String sourceArnPath() {
    if (isDefault()) {
      return DEFAULT_TEXT;
    }
    String path =
        String.join(
            "/",
            segments.stream().map(segment -> segment.isVariable() ? "*" : segment.name()).toList());
    return (isAny() ? "*" : method) + "/" + path;
  }

  /** The variables of the path, in order. */
  public List<String> variables() {
    return segments.stream().filter(RouteSegment::isVariable).map(RouteSegment::name).toList();
  }

  Optional<RouteSegment> segment(int index) {
    return index < segments.size() ? Optional.of(segments.get(index)) : Optional.empty();
  }

  /** As API Gateway writes it: the inverse of {@link #parse}. */
  @Override
  public String toString() {
    return isDefault() ? DEFAULT_TEXT : method + " " + path();
  }
}
