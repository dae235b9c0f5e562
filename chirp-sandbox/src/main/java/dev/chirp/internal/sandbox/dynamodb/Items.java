package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Reads and writes single items. */
record Items(Tables tables) {

  /** What a write answers. */
  record Written(boolean done, ObjectNode answer) {}

  void get(DynamoDbRequest request, ObjectNode answer) {
    String name = request.table();
    request.refuse("ProjectionExpression", "AttributesToGet", "ReturnConsumedCapacity");
    JsonNode key = request.key();
    Table table = tables.require(name);
    Optional.ofNullable(table.items().get(table.schema().named(key)))
        .ifPresent(item -> answer.set("Item", item));
  }

  Written put(DynamoDbRequest request) {
    refuseOldWays(request);
    String name = request.table();
    ObjectNode item = request.item();
    List<Condition> conditions = conditions(request);
    Table table = tables.require(name);
    return write(request, table, table.schema().of(item), Optional.of(item), conditions);
  }

  Written delete(DynamoDbRequest request) {
    refuseOldWays(request);
    String name = request.table();
    JsonNode key = request.key();
    List<Condition> conditions = conditions(request);
    Table table = tables.require(name);
    return write(request, table, table.schema().named(key), Optional.empty(), conditions);
  }

  private static List<Condition> conditions(DynamoDbRequest request) {
    request.checkReturnValues();
    return Conditions.of("ConditionExpression", request.fields());
  }

  private static void refuseOldWays(DynamoDbRequest request) {
    request.refuse(
        "Expected", "ConditionalOperator", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics");
  }

  private Written write(
      DynamoDbRequest request,
      Table table,
      ItemKey key,
      Optional<ObjectNode> item,
      List<Condition> conditions) {
    Optional<ObjectNode> before = Optional.ofNullable(table.items().get(key));
    ObjectNode tested = before.orElseGet(JsonNodeFactory.instance::objectNode);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (!conditions.stream().allMatch(condition -> condition.holdsFor(tested))) {
      if (request.is("ReturnValuesOnConditionCheckFailure", "ALL_OLD")) {
        before.ifPresent(old -> answer.set("Item", old));
      }
      return new Written(false, answer);
    }
    if (request.is("ReturnValues", "ALL_OLD")) {
      before.ifPresent(old -> answer.set("Attributes", old));
    }
    table.set(key, item);
    tables.writeOr(() -> table.set(key, before));
    return new Written(true, answer);
  }
}
