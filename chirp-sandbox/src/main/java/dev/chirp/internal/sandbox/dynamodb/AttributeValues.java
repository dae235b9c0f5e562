package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import java.util.Map;
import java.util.TreeSet;

/**
 * Checks attribute values, including nested ones, as DynamoDB does, and normalizes them as in
 * DynamoDB's responses.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html">AttributeValue</a>
 */
final class AttributeValues {
  private static final int MAX_DEPTH = 32;
  private static final Map<String, String> SETS =
      Map.of("SS", "string set ", "NS", "number set ", "BS", "binary set ");

  private AttributeValues() {}

  /**
   * Normalizes a value: numbers lose leading and trailing zeros, sets are sorted.
   *
   * @throws AwsError as DynamoDB words it
   */
  static ObjectNode normalized(JsonNode value) {
    return normalized(value, 1);
  }

  private static ObjectNode normalized(JsonNode value, int depth) {
    if (depth > MAX_DEPTH) {
      throw KeyValue.invalid("Nesting Levels have exceeded supported limits");
    }
    if (!value.isObject()) {
      throw unexpected();
    }
    if (value.size() != 1) {
      throw KeyValue.invalid(
          "Supplied AttributeValue %s, must contain exactly one of the supported datatypes"
              .formatted(value.isEmpty() ? "is empty" : "has more than one datatypes set"));
    }
    String type = value.fieldNames().next();
    ObjectNode same = JsonNodeFactory.instance.objectNode();
    same.set(type, content(type, value.get(type), depth));
    return same;
  }

  private static JsonNode content(String type, JsonNode content, int depth) {
    return switch (type) {
      case "S", "N", "B" -> scalar(type, content);
      case "SS", "NS", "BS" -> set(type, content);
      case "BOOL" -> of(content.isBoolean(), content);
      case "NULL" -> nothing(content);
      case "L" -> list(content, depth);
      case "M" -> map(content, depth);
      default ->
          throw KeyValue.invalid(
              "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
    };
  }

  private static JsonNode of(boolean typed, JsonNode content) {
    if (!typed) {
      throw unexpected();
    }
    return content;
  }

  private static JsonNode scalar(String type, JsonNode content) {
    of(content.isTextual(), content);
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    value.set(type, content);
    return JsonNodeFactory.instance.textNode(
        KeyValue.of(value).map(KeyValue::value).orElseThrow(AttributeValues::unexpected));
  }

  private static JsonNode nothing(JsonNode content) {
    if (!of(content.isBoolean(), content).asBoolean()) {
      throw KeyValue.invalid(
          "One or more parameter values were invalid: Null attribute value types must have the value of true");
    }
    return content;
  }

  private static JsonNode set(String type, JsonNode content) {
    String member = type.substring(0, 1);
    if (of(content.isArray(), content).isEmpty()) {
      throw KeyValue.invalid(
          "One or more parameter values were invalid: An %s may not be empty"
              .formatted(SETS.get(type)));
    }
    TreeSet<KeyValue> members = new TreeSet<>();
    for (JsonNode each : content) {
      members.add(new KeyValue(member, scalar(member, each).asText()));
    }
    if (members.size() < content.size()) {
      throw KeyValue.invalid(
          "One or more parameter values were invalid: Input collection %s contains duplicates."
              .formatted(content));
    }
    ArrayNode ordered = JsonNodeFactory.instance.arrayNode();
    members.forEach(each -> ordered.add(each.value()));
    return ordered;
  }

  private static JsonNode list(JsonNode content, int depth) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    of(content.isArray(), content).forEach(each -> list.add(normalized(each, depth + 1)));
    return list;
  }

  private static JsonNode map(JsonNode content, int depth) {
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    of(content.isObject(), content)
        .properties()
        .forEach(each -> map.set(each.getKey(), normalized(each.getValue(), depth + 1)));
    return map;
  }

  private static AwsError unexpected() {
    return new AwsError(400, "SerializationException", "Unexpected value type in payload");
  }
}
