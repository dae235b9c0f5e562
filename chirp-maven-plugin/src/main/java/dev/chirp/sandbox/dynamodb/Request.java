package dev.chirp.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.sandbox.http.Refusal;
import java.nio.charset.StandardCharsets;

/** The fields of a request, checked as DynamoDB checks them. */
record Request(String operation, JsonNode fields) {
  /** An item's bound: names and values. */
  private static final int MAX_ITEM = 400 * 1024;

  /** By name, or by ARN as DynamoDB takes it since 2024. */
  String table() {
    String table = fields.path("TableName").asText();
    if (table.isEmpty()) {
      throw missing("tableName");
    }
    return table.replaceFirst("^arn:[^/]*:table/", "");
  }

  /** The item that is to be written. */
  ObjectNode item() {
    if (!(fields.path("Item") instanceof ObjectNode given)) {
      throw missing("item");
    }
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    int size = 0;
    for (var attribute : given.properties()) {
      ObjectNode value = AttributeValues.normalised(attribute.getValue());
      size += utf8(attribute.getKey()) + size(value);
      item.set(attribute.getKey(), value);
    }
    if (size > MAX_ITEM) {
      throw KeyValue.invalid("Item size has exceeded the maximum allowed size");
    }
    return item;
  }

  private static int size(JsonNode value) {
    return KeyValue.of(value)
        .map(key -> key.bytes().length)
        .orElseGet(() -> utf8(value.toString()));
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Where a page of a query ends at the latest. */
  int limit() {
    JsonNode limit = fields.path("Limit");
    if (fields.hasNonNull("Limit") && !limit.isInt()) {
      throw new Refusal(
          400,
          "SerializationException",
          "%s_VALUE cannot be converted to Integer".formatted(limit.getNodeType()));
    }
    if (limit.isNumber() && limit.asInt() < 1) {
      throw KeyValue.invalid(
          "1 validation error detected: Value '%d' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1"
              .formatted(limit.asInt()));
    }
    return limit.isNumber() ? limit.asInt() : Integer.MAX_VALUE;
  }

  boolean is(String name, String value) {
    return fields.path(name).asText().equals(value);
  }

  /** Parameters that would change the answer, and that the sandbox does not know. */
  Request refuse(String... names) {
    for (String name : names) {
      if (fields.hasNonNull(name) && !is(name, "NONE")) {
        throw Refusal.notDone("dynamodb:" + operation + " with " + name);
      }
    }
    return this;
  }

  private static Refusal missing(String name) {
    return KeyValue.invalid(
        "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
            .formatted(name));
  }
}
