package dev.chirp.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.sandbox.http.Call;
import dev.chirp.sandbox.http.Refusal;
import java.util.List;
import java.util.Optional;

/** Makes, describes, lists and removes tables, which are active at once. */
record TableOperations(Tables tables, Call call) {
  private static final List<String> INDEXES =
      List.of("GlobalSecondaryIndexes", "LocalSecondaryIndexes");

  /** Refuses what DynamoDB would refuse in a {@code CreateTable}. */
  static void check(Request request) {
    String name = request.table();
    if (!name.matches("[a-zA-Z0-9_.-]{3,255}")) {
      throw KeyValue.invalid(
          "1 validation error detected: Value '%s' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+, with length between 3 and 255"
              .formatted(name));
    }
    for (String indexes : INDEXES) {
      if (request.fields().path(indexes).isArray() && request.fields().path(indexes).isEmpty()) {
        throw KeyValue.invalid(
            "One or more parameter values were invalid: List of %s is empty".formatted(indexes));
      }
    }
    checkBilling(request.fields());
    if (undone(request).isEmpty()) {
      KeySchema.of(request.fields());
    }
  }

  private static void checkBilling(JsonNode request) {
    String mode = request.path("BillingMode").asText("PROVISIONED");
    boolean throughput = request.hasNonNull("ProvisionedThroughput");
    if (!mode.matches("PROVISIONED|PAY_PER_REQUEST")) {
      throw KeyValue.invalid(
          "1 validation error detected: Value '%s' at 'billingMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]"
              .formatted(mode));
    }
    if (mode.equals("PROVISIONED") && !throughput) {
      throw KeyValue.invalid(
          "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
    }
    if (mode.equals("PAY_PER_REQUEST") && throughput) {
      throw KeyValue.invalid(
          "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
    }
  }

  /** What the sandbox does not do of a {@code CreateTable}. */
  static Optional<String> undone(Request request) {
    boolean streams =
        request.fields().path("StreamSpecification").path("StreamEnabled").asBoolean();
    return streams
        ? Optional.of("StreamSpecification")
        : INDEXES.stream().filter(request.fields()::hasNonNull).findFirst();
  }

  void create(Request request, ObjectNode answer) {
    check(request);
    undone(request)
        .ifPresent(
            what -> {
              throw Refusal.notDone("dynamodb:CreateTable with " + what);
            });
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
    description.put("DeletionProtectionEnabled", table.isProtected());
    description.put("ItemCount", table.items().size());
    description.put(
        "TableArn",
        "arn:aws:dynamodb:%s:%s:table/%s".formatted(call.region(), call.account(), table.name()));
    return description;
  }
}
