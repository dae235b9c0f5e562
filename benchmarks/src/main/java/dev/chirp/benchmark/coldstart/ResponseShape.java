package dev.chirp.benchmark.coldstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** The part of a response that does not depend on the time. */
final class ResponseShape {
  private ResponseShape() {}

  /**
   * The paths of all fields and elements, with the types of their values. Null counts as absent:
   * AWS's client leaves it out of a RequestHandler's response.
   */
  static Map<String, String> of(JsonNode response) {
    Map<String, String> shape = new TreeMap<>();
    add("", response, shape);
    return shape;
  }

  private static void add(String path, JsonNode value, Map<String, String> shape) {
    if (value.isNull()) {
      return;
    }
    shape.put(path, value.getNodeType().name());
    value.properties().forEach(field -> add(path + "/" + field.getKey(), field.getValue(), shape));
    for (int n = 0; value.isArray() && n < value.size(); n++) {
      add(path + "/" + n, value.get(n), shape);
    }
  }
}
