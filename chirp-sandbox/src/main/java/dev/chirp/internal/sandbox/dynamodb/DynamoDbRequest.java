package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The fields of a request, checked as DynamoDB checks them. */
record DynamoDbRequest(String operation, JsonNode fields) {
  /** DynamoDB's limit for the names and values of an item, in bytes. */
  private static final int MAX_ITEM = 400 * 1024;

  /** DynamoDB's limit for the name of an attribute outside the key, in bytes. */
  private static final int MAX_NAME = 65_535;

  /** The table, which the request gives by name or, as DynamoDB allows since 2024, by ARN. */
  String table() {
    return named("TableName");
  }

  /**
   * The table that a field names.
   *
   * @throws AwsError when it is missing, or not the name of a table
   */
  String named(String field) {
    String member = field.substring(0, 1).toLowerCase(Locale.ROOT) + field.substring(1);
    if (!fields.hasNonNull(field)) {
      throw missing(member);
    }
    if (!fields.path(field).isTextual()) {
      throw new AwsError(
          400,
          "SerializationException",
          "%s_VALUE cannot be converted to String".formatted(fields.path(field).getNodeType()));
    }
    String table = fields.path(field).asText().replaceFirst("^arn:[^/]*:table/", "");
    if (!table.matches("[a-zA-Z0-9_.-]{3,255}")) {
      throw KeyValue.invalid(
          "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+, with length between 3 and 255"
              .formatted(table, member));
    }
    return table;
  }

  /** The item to write. */
  ObjectNode item() {
    if (!(fields.path("Item") instanceof ObjectNode given)) {
      throw missing("item");
    }
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    for (var attribute : given.properties()) {
      ObjectNode value = AttributeValues.normalized(attribute.getValue());
      checkName(attribute.getKey());
      item.set(attribute.getKey(), value);
    }
    if (ItemSize.of(item) > MAX_ITEM) {
      throw KeyValue.invalid("Item size has exceeded the maximum allowed size");
    }
    return item;
  }

  private static void checkName(String name) {
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
      throw KeyValue.invalid(
          "One or more parameter values were invalid: Attribute name is too large, must be less than 65536 bytes");
    }
  }

  /** The key of the requested item. The table's key schema checks it later. */
  JsonNode key() {
    JsonNode key = fields.path("Key");
    if (!key.isObject()) {
      throw missing("key");
    }
    key.forEach(AttributeValues::normalized);
    return key;
  }

  /** Refuses values of {@code ReturnValues} that a write of a whole item does not offer. */
  void checkReturnValues() {
    if (!fields.hasNonNull("ReturnValues")) {
      return;
    }
    String wanted = fields.path("ReturnValues").asText();
    if (!wanted.matches("NONE|ALL_OLD|UPDATED_OLD|ALL_NEW|UPDATED_NEW")) {
      throw KeyValue.invalid(
          "1 validation error detected: Value '%s' at 'returnValues' failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]"
              .formatted(wanted));
    }
    if (!wanted.matches("NONE|ALL_OLD")) {
      throw KeyValue.invalid("ReturnValues can only be ALL_OLD or NONE");
    }
  }

  /** The most items on a page of a query. */
  int limit() {
    JsonNode limit = fields.path("Limit");
    if (fields.hasNonNull("Limit") && !limit.isInt()) {
      throw new AwsError(
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

  /** Refuses parameters that would change the response and that the sandbox does not know. */
  DynamoDbRequest refuse(String... names) {
    for (String name : names) {
      if (fields.hasNonNull(name) && !is(name, "NONE")) {
        throw AwsError.unsupported("dynamodb:" + operation + " with " + name);
      }
    }
    return this;
  }

  private static AwsError missing(String name) {
    return KeyValue.invalid(
        "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
            .formatted(name));
  }
}
