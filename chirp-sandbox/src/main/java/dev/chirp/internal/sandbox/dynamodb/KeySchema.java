package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The key attributes of a table. */
record KeySchema(Attribute partition, Optional<Attribute> sort) {
  /** DynamoDB's limits for a partition key and a sort key, in bytes. */
  private static final int MAX_PARTITION = 2048;

  private static final int MAX_SORT = 1024;

  /** DynamoDB's limit for the name of a key attribute, in bytes. */
  private static final int MAX_NAME = 255;

  /**
   * A key attribute.
   *
   * @param type {@code S}, {@code N} or {@code B}
   */
  record Attribute(String name, String type, int maxBytes) {

    @Override
    public String toString() {
      return "%s (%s)".formatted(name, type);
    }

    /** The attribute's value in an item to write. */
    KeyValue in(JsonNode item) {
      if (!item.has(name)) {
        throw KeyValue.invalid(
            "One or more parameter values were invalid: Missing the key %s in the item"
                .formatted(name));
      }
      String actual =
          item.get(name).isObject() && item.get(name).fieldNames().hasNext()
              ? item.get(name).fieldNames().next()
              : "none";
      KeyValue value =
          KeyValue.of(item.get(name))
              .filter(found -> found.type().equals(type))
              .orElseThrow(
                  () ->
                      KeyValue.invalid(
                          "One or more parameter values were invalid: Type mismatch for key %s expected: %s actual: %s"
                              .formatted(name, type, actual)));
      return checked(value);
    }

    private KeyValue checked(KeyValue value) {
      if (value.value().isEmpty()) {
        throw KeyValue.invalid(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: "
                + name);
      }
      if (value.bytes().length > maxBytes) {
        throw KeyValue.invalid(
            "One or more parameter values were invalid: Size of the key %s has exceeded the maximum size limit of %d bytes"
                .formatted(name, maxBytes));
      }
      return value;
    }
  }

  /** Formats the schema for messages: {@code userId (S), timestamp (N)}. */
  @Override
  public String toString() {
    return partition + sort.map(attribute -> ", " + attribute).orElse("");
  }

  /** The key schema in a {@code CreateTable} request. */
  static KeySchema of(JsonNode request) {
    List<Attribute> attributes = new ArrayList<>();
    for (JsonNode key : request.path("KeySchema")) {
      boolean first = attributes.isEmpty();
      if (!key.path("KeyType").asText().equals(first ? "HASH" : "RANGE")) {
        throw KeyValue.invalid(
            "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
      }
      String name = key.path("AttributeName").asText();
      if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
        throw KeyValue.invalid(
            "1 validation error detected: Value '%s' at 'keySchema.%d.member.attributeName' failed to satisfy constraint: Member must have length between 1 and 255"
                .formatted(name, attributes.size() + 1));
      }
      attributes.add(new Attribute(name, type(request, name), first ? MAX_PARTITION : MAX_SORT));
    }
    if (attributes.isEmpty() || attributes.size() > 2) {
      throw KeyValue.invalid(
          "1 validation error detected: Value at 'keySchema' failed to satisfy constraint: Member must have length between 1 and 2");
    }
    if (attributes.stream().map(Attribute::name).distinct().count() < attributes.size()) {
      throw KeyValue.invalid(
          "Both the Hash Key and the Range Key element in the KeySchema have the same name");
    }
    if (request.path("AttributeDefinitions").size() != attributes.size()) {
      throw KeyValue.invalid(
          "One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions");
    }
    return new KeySchema(
        attributes.get(0),
        attributes.size() == 1 ? Optional.empty() : Optional.of(attributes.get(1)));
  }

  private static String type(JsonNode request, String name) {
    for (JsonNode definition : request.path("AttributeDefinitions")) {
      String type = definition.path("AttributeType").asText();
      if (definition.path("AttributeName").asText().equals(name) && type.matches("[SNB]")) {
        return type;
      }
    }
    throw KeyValue.invalid(
        "One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [%s]"
            .formatted(name));
  }

  /** The key of an item to write. */
  ItemKey of(ObjectNode item) {
    return new ItemKey(partition.in(item), sort.map(attribute -> attribute.in(item)));
  }

  /** The key in a request, which must have no other attributes. */
  ItemKey named(JsonNode key) {
    int attributes = sort.isPresent() ? 2 : 1;
    if (key.size() != attributes || !(key instanceof ObjectNode named) || !fits(named)) {
      throw KeyValue.invalid("The provided key element does not match the schema");
    }
    named.forEach(AttributeValues::normalized);
    return of(named);
  }

  private boolean fits(ObjectNode key) {
    return isTyped(key, partition) && sort.map(attribute -> isTyped(key, attribute)).orElse(true);
  }

  private static boolean isTyped(ObjectNode key, Attribute attribute) {
    return key.path(attribute.name()).has(attribute.type());
  }

  /** The key attributes of an item. */
  ObjectNode keyOf(ObjectNode item) {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    key.set(partition.name(), item.get(partition.name()));
    sort.ifPresent(attribute -> key.set(attribute.name(), item.get(attribute.name())));
    return key;
  }
}
