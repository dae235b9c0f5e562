package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Operations on tables. Tables become active at once. */
record TableOperations(Tables tables, Call call) {
  private static final List<String> INDEXES =
      List.of("GlobalSecondaryIndexes", "LocalSecondaryIndexes");

  private static final List<String> UNSUPPORTED =
      List.of(
          "GlobalSecondaryIndexes", "LocalSecondaryIndexes", "ResourcePolicy", "WarmThroughput");

  private static final List<String> CHANGEABLE =
      List.of(
          "AttributeDefinitions",
          "BillingMode",
          "DeletionProtectionEnabled",
          "OnDemandThroughput",
          "ProvisionedThroughput",
          "SSESpecification",
          "TableClass");

  /** Refuses what DynamoDB would refuse in a {@code CreateTable}. */
  static void check(DynamoDbRequest request) {
    String unused = request.table();
    for (String indexes : INDEXES) {
      if (request.fields().path(indexes).isArray() && request.fields().path(indexes).isEmpty()) {
        throw KeyValue.invalid(
            "One or more parameter values were invalid: List of %s is empty".formatted(indexes));
      }
    }
    checkBilling(request.fields());
    if (unsupportedFeature(request).isEmpty()) {
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
    for (String units : List.of("ReadCapacityUnits", "WriteCapacityUnits")) {
      JsonNode value = request.path("ProvisionedThroughput").path(units);
      if (throughput && value.asLong() < 1) {
        throw KeyValue.invalid(
            "1 validation error detected: Value '%s' at 'provisionedThroughput.%s' failed to satisfy constraint: Member must %s"
                .formatted(
                    value.isMissingNode() ? "null" : value.asText(),
                    units.substring(0, 1).toLowerCase(Locale.ROOT) + units.substring(1),
                    value.isMissingNode()
                        ? "not be null"
                        : "have value greater than or equal to 1"));
      }
    }
    if (mode.equals("PAY_PER_REQUEST") && throughput) {
      throw KeyValue.invalid(
          "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
    }
  }

  /** The parameter of a {@code CreateTable} request that the sandbox does not support, if any. */
  static Optional<String> unsupportedFeature(DynamoDbRequest request) {
    boolean streams =
        request.fields().path("StreamSpecification").path("StreamEnabled").asBoolean();
    return streams
        ? Optional.of("StreamSpecification")
        : UNSUPPORTED.stream().filter(request.fields()::hasNonNull).findFirst();
  }

  void create(DynamoDbRequest request, ObjectNode response) {
    check(request);
    unsupportedFeature(request)
        .ifPresent(
            what -> {
              throw AwsError.unsupported("dynamodb:CreateTable with " + what);
            });
    response.set(
        "TableDescription",
        description(tables.create(request.fields(), System.currentTimeMillis()), "CREATING"));
  }

  void describe(DynamoDbRequest request, ObjectNode response) {
    response.set("Table", description(tables.describe(request.table()), "ACTIVE"));
  }

  void delete(DynamoDbRequest request, ObjectNode response) {
    response.set("TableDescription", description(tables.delete(request.table()), "DELETING"));
  }

  void list(DynamoDbRequest request, ObjectNode response) {
    request.refuse("Limit", "ExclusiveStartTableName");
    ArrayNode names = response.putArray("TableNames");
    tables.names().forEach(names::add);
  }

  /**
   * Changes settings of a table other than its key.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html">UpdateTable</a>
   */
  void update(DynamoDbRequest request, ObjectNode response) {
    String name = request.table();
    request.refuse(
        "GlobalSecondaryIndexUpdates",
        "StreamSpecification",
        "ReplicaUpdates",
        "WarmThroughput",
        "MultiRegionConsistency");
    ObjectNode changed = JsonNodeFactory.instance.objectNode();
    for (String field : CHANGEABLE) {
      if (request.fields().hasNonNull(field)) {
        changed.set(field, request.fields().get(field));
      }
    }
    if (changed.isEmpty()) {
      throw KeyValue.invalid(
          "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
    }
    ObjectNode definition = tables.describe(name).definition().deepCopy();
    definition.setAll(changed);
    if (definition.path("BillingMode").asText().equals("PAY_PER_REQUEST")
        && !changed.has("ProvisionedThroughput")) {
      definition.remove("ProvisionedThroughput");
    }
    checkBilling(definition);
    response.set("TableDescription", description(tables.redefine(name, definition), "UPDATING"));
  }

  void tags(DynamoDbRequest request, ObjectNode response) {
    Table table = tables.describe(request.named("ResourceArn"));
    ArrayNode tags = response.putArray("Tags");
    table.definition().path("Tags").forEach(tags::add);
  }

  private ObjectNode description(Table table, String status) {
    return new TableDescription(table, call).with(status);
  }
}
