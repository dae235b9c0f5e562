package dev.chirp.sandbox.dynamodb;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.sandbox.http.Call;

/** Makes, describes, lists and removes tables, which are active at once. */
record TableOperations(Tables tables, Call call) {

  /**
   * Refuses what DynamoDB would refuse in a {@code CreateTable}, and what the sandbox does not do.
   */
  static void check(Request request) {
    request.refuse("GlobalSecondaryIndexes", "LocalSecondaryIndexes", "StreamSpecification");
    request.table();
    KeySchema.of(request.fields());
  }

  void create(Request request, ObjectNode answer) {
    check(request);
    answer.set(
        "TableDescription",
        description(tables.create(request.fields(), System.currentTimeMillis()), "CREATING"));
  }

  void describe(Request request, ObjectNode answer) {
    answer.set("Table", description(tables.describe(request.table()), "ACTIVE"));
  }

  void delete(Request request, ObjectNode answer) {
    answer.set("TableDescription", description(tables.delete(request.table()), "DELETING"));
  }

  void list(Request request, ObjectNode answer) {
    request.refuse("Limit", "ExclusiveStartTableName");
    ArrayNode names = answer.putArray("TableNames");
    tables.names().forEach(names::add);
  }

  private ObjectNode description(Table table, String status) {
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    description.set("AttributeDefinitions", table.definition().path("AttributeDefinitions"));
    description.set("KeySchema", table.definition().path("KeySchema"));
    description.put("TableName", table.name());
    description.put("TableStatus", status);
    description.put("CreationDateTime", table.created() / 1000.0);
    description.put("ItemCount", table.items().size());
    description.put(
        "TableArn",
        "arn:aws:dynamodb:%s:%s:table/%s".formatted(call.region(), call.account(), table.name()));
    return description;
  }
}
