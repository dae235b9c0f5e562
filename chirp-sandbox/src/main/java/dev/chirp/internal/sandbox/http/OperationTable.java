package dev.chirp.internal.sandbox.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All operations of a service's REST API, by method and path, including those that the sandbox does
 * not support.
 */
public record OperationTable(List<Route> routes) {

  /** One line of the list: a method, a path with {@code {Names}}, and the operation's name. */
  record Route(String method, List<String> segments, String operation) {}

  /** The requested operation, and the parameters in the path. */
  public record Match(String operation, Map<String, String> names) {}

  /** The table of the service in this class's package, from its {@code operations.txt}. */
  public static OperationTable of(Class<? extends Service> service) {
    try (InputStream list = service.getResourceAsStream("operations.txt")) {
      String text = new String(list.readAllBytes(), StandardCharsets.UTF_8);
      return new OperationTable(text.lines().map(OperationTable::route).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The operation that a call requests, if the service has it. */
  public Optional<Match> match(Call call) {
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
