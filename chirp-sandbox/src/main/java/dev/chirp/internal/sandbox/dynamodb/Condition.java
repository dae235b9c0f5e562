package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A condition on an item.
 *
 * @param operator a comparator, {@code BETWEEN}, or a function's name
 * @param attribute the attribute to test
 * @param values the values to compare with
 */
record Condition(String operator, String attribute, List<JsonNode> values) {

  Condition {
    values = List.copyOf(values);
  }

  /** True if the item meets the condition. A missing attribute equals no value. */
  boolean holdsFor(ObjectNode item) {
    JsonNode actual = item.path(attribute);
    return switch (operator) {
      case "attribute_exists" -> item.has(attribute);
      case "attribute_not_exists" -> !item.has(attribute);
      case "=" -> equal(actual, values.get(0));
      case "<>" -> !equal(actual, values.get(0));
      case "begins_with" ->
          KeyValue.of(actual)
              .flatMap(text -> KeyValue.of(values.get(0)).map(text::startsWith))
              .orElse(false);
      case "BETWEEN" ->
          compares(">=", actual, values.get(0)) && compares("<=", actual, values.get(1));
      default -> compares(operator, actual, values.get(0));
    };
  }

  private static boolean equal(JsonNode actual, JsonNode wanted) {
    return actual.equals(wanted) || compares("=", actual, wanted);
  }

  private static boolean compares(String comparator, JsonNode actual, JsonNode wanted) {
    Optional<KeyValue> left = KeyValue.of(actual);
    Optional<KeyValue> right = KeyValue.of(wanted);
    if (left.isEmpty() || right.isEmpty() || !left.get().type().equals(right.get().type())) {
      return false;
    }
    int order = left.get().compareTo(right.get());
    return switch (comparator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default -> order == 0;
    };
  }
}
