package dev.chirp.internal.gateway.route;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The route that answers a request.
 *
 * @param target what the route leads to
 * @param pathParameters decoded, in the order of the path
 */
public record RouteMatch<T>(RouteKey key, T target, Map<String, String> pathParameters) {

  public RouteMatch {
    pathParameters = Collections.unmodifiableMap(new LinkedHashMap<>(pathParameters));
  }

  static <T> RouteMatch<T> of(RouteKey key, T target, List<String> segments) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (int i = 0; i < key.segments().size(); i++) {
      RouteSegment segment = key.segments().get(i);
      if (segment.isGreedy()) {
        parameters.put(segment.name(), String.join("/", segments.subList(i, segments.size())));
      } else if (segment.isVariable()) {
        parameters.put(segment.name(), segments.get(i));
      }
    }
    return new RouteMatch<>(key, target, parameters);
  }
}
