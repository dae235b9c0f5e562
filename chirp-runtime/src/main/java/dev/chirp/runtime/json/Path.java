package dev.chirp.runtime.json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The segments of a path such as {@code params:path:id}, one after the other. */
final class Path {

  private final String path;
  private int from;

  Path(String path) {
    this.path = path;
  }

  boolean hasNext() {
    return from <= path.length();
  }

  String next() {
    int colon = path.indexOf(':', from);
    int end = colon < 0 ? path.length() : colon;
    String segment = path.substring(from, end);
    from = end + 1;
    return segment;
  }

  /** Goes the rest of the way from a value: names into maps, indexes into lists. */
  Optional<Object> walk(Optional<Object> start) {
    Optional<Object> value = start;
    while (hasNext() && value.isPresent()) {
      value = step(value.get(), next());
    }
    return value;
  }

  private static Optional<Object> step(Object value, String segment) {
    if (value instanceof Map<?, ?> map) {
      return Optional.ofNullable(map.get(segment));
    }
    if (value instanceof List<?> list) {
      int index = index(segment);
      return index >= 0 && index < list.size()
          ? Optional.ofNullable(list.get(index))
          : Optional.empty();
    }
    return Optional.empty();
  }

  private static int index(String segment) {
    int index = segment.isEmpty() || segment.length() > 9 ? -1 : 0;
    for (int i = 0; i < segment.length() && index >= 0; i++) {
      char c = segment.charAt(i);
      index = c >= '0' && c <= '9' ? index * 10 + c - '0' : -1;
    }
    return index;
  }
}
