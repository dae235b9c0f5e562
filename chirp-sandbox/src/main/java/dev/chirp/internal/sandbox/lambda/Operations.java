package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.sandbox.http.Call;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which operation of Lambda's API a method and path mean: all of them, done here or not. */
record Operations(List<Route> routes) {

  /** One line of the list: a method, a path with {@code {Names}}, the operation's name. */
  record Route(String method, List<String> segments, String operation) {}

  /** What was asked for, and the names that the path gives. */
  record Match(String operation, Map<String, String> names) {}

  static Operations load() {
    try (InputStream list = Operations.class.getResourceAsStream("operations.txt")) {
      String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      return new Operations(text.lines().map(Operations::route).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<Match> match(Call call) {
    List<String> path = segments(call.path().replaceFirst("/$", ""));
    return routes.stream()
        .filter(route -> route.method().equals(call.method()))
        .flatMap(route -> match(route, path).stream())
        .findFirst();
  }

  private static Route route(String line) {
    String[] fields = line.split(" ", -1);
    return new Route(fields[0], segments(fields[1]), fields[2]);
  }

  private static Optional<Match> match(Route route, List<String> path) {
    if (path.size() != route.segments().size()) {
      return Optional.empty();
    }
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < path.size(); i++) {
      String segment = route.segments().get(i);
      if (segment.startsWith("{")) {
        names.put(segment.replaceAll("[{}]", ""), decoded(path.get(i)));
      } else if (!segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(new Match(route.operation(), Map.copyOf(names)));
  }

  private static List<String> segments(String path) {
    return List.of(path.split("/", -1));
  }

  private static String decoded(String segment) {
    return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
