package dev.chirp.internal.gateway.route;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The routes of one HTTP API, and which of them answers a request: the most specific one.
 *
 * <p>A full match comes before a greedy one. Then segments are compared from the left: text, a
 * variable, a greedy variable. Then the longer path wins, then a method before {@code ANY}. {@code
 * $default} is last.
 *
 * @param <T> what routes lead to
 */
public final class RouteTable<T> {
  private static final Comparator<RouteKey> SPECIFIC_FIRST =
      Comparator.comparing(RouteKey::isDefault)
          .thenComparing(RouteKey::isGreedy)
          .thenComparing(RouteTable::compareSegments)
          .thenComparing(key -> -key.segments().size())
          .thenComparing(RouteKey::isAny);

  /** A question about the route of a request that AWS's documents leave open. */
  public enum Doubt {
    /** The path ends with a slash. */
    TRAILING_SLASH,
    /** A greedy route would answer if its variable could be empty. */
    EMPTY_GREEDY,
    /** Two routes match, and each is more specific in one way. */
    SEVERAL_ROUTES
  }

  private final Map<RouteKey, T> routes = new LinkedHashMap<>();

  private RouteTable() {}

  /**
   * A table of these routes.
   *
   * @throws InvalidSetting when two keys are the same route
   */
  public static <T> RouteTable<T> of(Map<RouteKey, T> routes) {
    Map<String, RouteKey> seen = new LinkedHashMap<>();
    for (RouteKey key : routes.keySet()) {
      RouteKey other = seen.putIfAbsent(key.identity(), key);
      if (other != null) {
        throw new InvalidSetting(
            "Routes '%s' and '%s' are the same route: only the names of variables differ."
                .formatted(other, key),
            "");
      }
    }
    RouteTable<T> table = new RouteTable<>();
    List<RouteKey> keys = new ArrayList<>(routes.keySet());
    keys.sort(SPECIFIC_FIRST);
    for (RouteKey key : keys) {
      table.routes.put(key, routes.get(key));
    }
    return table;
  }

  private static int compareSegments(RouteKey one, RouteKey other) {
    int both = Math.min(one.segments().size(), other.segments().size());
    for (int i = 0; i < both; i++) {
      int order = one.segments().get(i).kind().compareTo(other.segments().get(i).kind());
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** The routes, the most specific first. */
  public List<RouteKey> keys() {
    return List.copyOf(routes.keySet());
  }

  /** The route that answers a request, if any does. A route for a different method does not. */
  public Optional<Match<T>> find(String method, RequestPath path) {
    List<String> segments = path.segments();
    return candidates(method, segments).stream().findFirst().map(key -> match(key, segments));
  }

  /** The doubt about the route of a request; empty if AWS documents which one answers. */
  public Optional<Doubt> doubt(String method, RequestPath path) {
    List<String> segments = path.segments();
    if (hasEmptyEnd(segments)) {
      return Optional.of(Doubt.TRAILING_SLASH);
    }
    List<RouteKey> candidates =
        candidates(method, segments).stream().filter(key -> !key.isDefault()).toList();
    if ((candidates.isEmpty() || candidates.get(0).isGreedy()) && missesGreedyRest(segments)) {
      return Optional.of(Doubt.EMPTY_GREEDY);
    }
    return isTie(candidates) ? Optional.of(Doubt.SEVERAL_ROUTES) : Optional.empty();
  }

  /** True if the first route wins over another one only because this table says so. */
  private static boolean isTie(List<RouteKey> candidates) {
    return candidates.stream()
        .skip(1)
        .anyMatch(
            other ->
                isCrossed(candidates.get(0), other)
                    || (candidates.get(0).isAny() && !other.isAny()));
  }

  /** True if each of two keys has text where the other has a variable. */
  private static boolean isCrossed(RouteKey one, RouteKey other) {
    boolean oneHas = false;
    boolean otherHas = false;
    for (int i = 0; i < Math.min(one.segments().size(), other.segments().size()); i++) {
      int order = one.segments().get(i).kind().compareTo(other.segments().get(i).kind());
      oneHas |= order < 0;
      otherHas |= order > 0;
    }
    return oneHas && otherHas;
  }

  private static boolean hasEmptyEnd(List<String> segments) {
    return !segments.isEmpty() && segments.get(segments.size() - 1).isEmpty();
  }

  /** True if a greedy route would answer if its variable could be empty. */
  private boolean missesGreedyRest(List<String> segments) {
    return routes.keySet().stream()
        .anyMatch(
            key ->
                key.isGreedy()
                    && key.segments().size() == segments.size() + 1
                    && matchesUpTo(key, segments, segments.size()));
  }

  private Match<T> match(RouteKey key, List<String> segments) {
    return Match.of(key, Objects.requireNonNull(routes.get(key)), segments);
  }

  private List<RouteKey> candidates(String method, List<String> segments) {
    return routes.keySet().stream()
        .filter(key -> key.isDefault() || key.isAny() || key.method().equals(method))
        .filter(key -> matches(key, segments))
        .toList();
  }

  private static boolean matches(RouteKey key, List<String> segments) {
    if (key.isDefault()) {
      return true;
    }
    int own = key.segments().size();
    if (!key.isGreedy()) {
      return own == segments.size() && matchesUpTo(key, segments, own);
    }
    return segments.size() >= own
        && matchesUpTo(key, segments, own - 1)
        && !String.join("/", segments.subList(own - 1, segments.size())).isEmpty();
  }

  private static boolean matchesUpTo(RouteKey key, List<String> segments, int count) {
    for (int i = 0; i < count; i++) {
      RouteSegment segment = key.segments().get(i);
      boolean fits =
          segment.isVariable()
              ? !segments.get(i).isEmpty()
              : segment.name().equals(segments.get(i));
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /**
   * The route that answers a request.
   *
   * @param target what the route leads to
   * @param pathParameters decoded, in the order of the path
   */
  public record Match<T>(RouteKey key, T target, Map<String, String> pathParameters) {

    public Match {
      pathParameters = Collections.unmodifiableMap(new LinkedHashMap<>(pathParameters));
    }

    static <T> Match<T> of(RouteKey key, T target, List<String> segments) {
      Map<String, String> parameters = new LinkedHashMap<>();
      for (int i = 0; i < key.segments().size(); i++) {
        RouteSegment segment = key.segments().get(i);
        if (segment.isGreedy()) {
          parameters.put(segment.name(), String.join("/", segments.subList(i, segments.size())));
        } else if (segment.isVariable()) {
          parameters.put(segment.name(), segments.get(i));
        }
      }
      return new Match<>(key, target, parameters);
    }
  }
}
