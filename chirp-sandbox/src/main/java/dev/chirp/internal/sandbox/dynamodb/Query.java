package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Collectors;

/** A query for the items of one partition, in the order of their sort keys, page by page. */
record Query(Table table, DynamoDbRequest request, List<Condition> conditions) {
  /** DynamoDB's limit for a page, in bytes. */
  private static final int MAX_PAGE = 1 << 20;

  Query {
    conditions = List.copyOf(conditions);
  }

  /**
   * Checks a request before its table is looked up, as DynamoDB does.
   *
   * @throws AwsError as DynamoDB words it
   */
  static Query of(Tables tables, DynamoDbRequest request) {
    String name = request.table();
    int unused = request.limit();
    request.refuse(
        "IndexName",
        "FilterExpression",
        "ProjectionExpression",
        "KeyConditions",
        "QueryFilter",
        "ConditionalOperator",
        "AttributesToGet",
        "ReturnConsumedCapacity");
    if (!request.is("Select", "ALL_ATTRIBUTES")) {
      request.refuse("Select");
    }
    List<Condition> conditions = ConditionParser.of("KeyConditionExpression", request.fields());
    return new Query(tables.require(name), request, conditions);
  }

  void writeTo(ObjectNode response) {
    check(conditions);
    ArrayNode page = response.putArray("Items");
    int limit = request.limit();
    long size = 0;
    for (ObjectNode item : candidates(conditions).values()) {
      if (conditions.stream().allMatch(condition -> condition.holdsFor(item))) {
        page.add(item);
        size += ItemSize.of(item);
        if (page.size() == limit || size > MAX_PAGE) {
          response.set("LastEvaluatedKey", table.schema().keyOf(item));
          break;
        }
      }
    }
    response.put("Count", page.size());
    response.put("ScannedCount", page.size());
  }

  /** The items of the table after the end of the previous page. */
  private NavigableMap<ItemKey, ObjectNode> candidates(List<Condition> conditions) {
    boolean forward = request.fields().path("ScanIndexForward").asBoolean(true);
    NavigableMap<ItemKey, ObjectNode> items =
        forward ? table.items() : table.items().descendingMap();
    return Optional.of(request.fields().path("ExclusiveStartKey"))
        .filter(start -> start.isObject())
        .map(start -> start(start, conditions))
        .map(start -> items.tailMap(start, false))
        .orElse(items);
  }

  private ItemKey start(JsonNode start, List<Condition> conditions) {
    ItemKey key = table.schema().named(start);
    if (start instanceof ObjectNode item
        && !conditions.stream().allMatch(condition -> condition.holdsFor(item))) {
      throw KeyValue.invalid(
          "The provided starting key is outside query boundaries based on provided conditions");
    }
    return key;
  }

  /** Requires one equality on the partition key, and at most one condition on the sort key. */
  private void check(List<Condition> conditions) {
    String partition = table.schema().partition().name();
    Map<Boolean, List<Condition>> parts =
        conditions.stream()
            .collect(
                Collectors.partitioningBy(condition -> condition.attribute().equals(partition)));
    List<Condition> others = parts.getOrDefault(false, List.of());
    if (parts.getOrDefault(true, List.of()).stream().noneMatch(c -> c.operator().equals("="))) {
      throw KeyValue.invalid("Query condition missed key schema element: " + partition);
    }
    boolean known =
        others.stream()
            .allMatch(
                condition ->
                    table
                            .schema()
                            .sort()
                            .filter(s -> s.name().equals(condition.attribute()))
                            .isPresent()
                        && !condition.operator().matches("<>|attribute_.*"));
    if (!known || others.size() > 1 || conditions.size() - others.size() > 1) {
      throw KeyValue.invalid("Query key condition not supported");
    }
    if (!conditions.stream().allMatch(this::isTyped)) {
      throw KeyValue.invalid(
          "One or more parameter values were invalid: Condition parameter type does not match schema type");
    }
  }

  private boolean isTyped(Condition condition) {
    KeySchema schema = table.schema();
    String type =
        schema.partition().name().equals(condition.attribute())
            ? schema.partition().type()
            : schema.sort().map(KeySchema.Attribute::type).orElse("");
    return condition.values().stream().allMatch(value -> value.has(type));
  }
}
