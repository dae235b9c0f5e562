package dev.chirp.sandbox.dynamodb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Reads and writes single items. */
record Items(Tables tables) {

  /** What a write answers. */
  record Written(boolean done, ObjectNode answer) {}

  void get(Request request, ObjectNode answer) {
    request.refuse("ProjectionExpression", "AttributesToGet", "ReturnConsumedCapacity");
    Table table = tables.require(request.table());
    Optional.ofNullable(table.items().get(table.schema().named(request.fields().path("Key"))))
        .ifPresent(item -> answer.set("Item", item));
  }

  Written put(Request request) {
    refuseOldWays(request);
    Table table = tables.require(request.table());
    ObjectNode item = request.item();
    ItemKey key = table.schema().of(item);
    return write(request, table, key, Optional.of(item));
  }

  Written delete(Request request) {
    refuseOldWays(request);
    Table table = tables.require(request.table());
    return write(
        request, table, table.schema().named(request.fields().path("Key")), Optional.empty());
  }

  private static void refuseOldWays(Request request) {
    request.refuse(
        "Expected", "ConditionalOperator", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics");
  }

  private Written write(Request request, Table table, ItemKey key, Optional<ObjectNode> item) {
    List<Condition> conditions = Conditions.of("ConditionExpression", request.fields());
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
    } else {
      request.refuse("ReturnValues");
    }
    table.set(key, item);
    tables.writeOr(() -> table.set(key, before));
    return new Written(true, answer);
  }
}
