package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/** Operations on single items. */
record ItemOperations(Tables tables) {

  /**
   * The result of a write.
   *
   * @param done false if the condition failed
   */
  record WriteResult(boolean done, ObjectNode response) {}

  void get(DynamoDbRequest request, ObjectNode response) {
    String name = request.table();
    request.refuse("ProjectionExpression", "AttributesToGet", "ReturnConsumedCapacity");
    JsonNode key = request.key();
    Table table = tables.require(name);
    Optional.ofNullable(table.items().get(table.schema().named(key)))
        .ifPresent(item -> response.set("Item", item));
  }

  WriteResult put(DynamoDbRequest request) {
    refuseLegacyParameters(request);
    String name = request.table();
    ObjectNode item = request.item();
    List<Condition> conditions = conditions(request);
    Table table = tables.require(name);
    return write(request, table, table.schema().of(item), Optional.of(item), conditions);
  }

  WriteResult delete(DynamoDbRequest request) {
    refuseLegacyParameters(request);
    String name = request.table();
    JsonNode key = request.key();
    List<Condition> conditions = conditions(request);
    Table table = tables.require(name);
    return write(request, table, table.schema().named(key), Optional.empty(), conditions);
  }

  private static List<Condition> conditions(DynamoDbRequest request) {
    request.checkReturnValues();
    return ConditionParser.of("ConditionExpression", request.fields());
  }

  private static void refuseLegacyParameters(DynamoDbRequest request) {
    request.refuse(
        "Expected", "ConditionalOperator", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics");
  }

  private WriteResult write(
      DynamoDbRequest request,
      Table table,
      ItemKey key,
      Optional<ObjectNode> item,
      List<Condition> conditions) {
    Optional<ObjectNode> before = Optional.ofNullable(table.items().get(key));
    ObjectNode tested = before.orElseGet(JsonNodeFactory.instance::objectNode);
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    if (!conditions.stream().allMatch(condition -> condition.holdsFor(tested))) {
      if (request.is("ReturnValuesOnConditionCheckFailure", "ALL_OLD")) {
        before.ifPresent(old -> response.set("Item", old));
      }
      return new WriteResult(false, response);
    }
    if (request.is("ReturnValues", "ALL_OLD")) {
      before.ifPresent(old -> response.set("Attributes", old));
    }
    table.set(key, item);
    tables.saveOr(() -> table.set(key, before));
    return new WriteResult(true, response);
  }
}
