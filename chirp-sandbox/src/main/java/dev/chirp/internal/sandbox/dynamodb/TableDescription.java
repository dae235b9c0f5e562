package dev.chirp.internal.sandbox.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chirp.internal.sandbox.http.Call;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The description of a table that {@code DescribeTable} returns.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html">TableDescription</a>
 */
record TableDescription(Table table, Call call) {

  ObjectNode with(String status) {
    JsonNode definition = table.definition();
    ObjectNode description = JsonNodeFactory.instance.objectNode();
    description.set("AttributeDefinitions", definition.path("AttributeDefinitions"));
    description.put("TableName", table.name());
    description.set("KeySchema", definition.path("KeySchema"));
    description.put("TableStatus", status);
    description.put("CreationDateTime", table.created() / 1000.0);
    description.put("TableArn", arn());
    description.put("TableId", id());
    description.put(
        "TableSizeBytes", table.items().values().stream().mapToLong(ItemSize::of).sum());
    description.put("ItemCount", table.items().size());
    description.put("DeletionProtectionEnabled", table.isProtected());
    throughput(description);
    if (definition.hasNonNull("TableClass")) {
      description
          .putObject("TableClassSummary")
          .put("TableClass", definition.path("TableClass").asText());
    }
    if (definition.hasNonNull("OnDemandThroughput")) {
      description.set("OnDemandThroughput", definition.path("OnDemandThroughput"));
    }
    encryption(description);
    return description;
  }

  String arn() {
    return "arn:aws:dynamodb:%s:%s:table/%s".formatted(call.region(), call.account(), table.name());
  }

  /** An id that stays the same as long as the table exists. */
  private String id() {
    String seed = arn() + table.created();
    return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private void throughput(ObjectNode description) {
    JsonNode definition = table.definition();
    String mode = definition.path("BillingMode").asText("PROVISIONED");
    JsonNode units = definition.path("ProvisionedThroughput");
    description
        .putObject("ProvisionedThroughput")
        .put("NumberOfDecreasesToday", 0)
        .put("ReadCapacityUnits", units.path("ReadCapacityUnits").asLong())
        .put("WriteCapacityUnits", units.path("WriteCapacityUnits").asLong());
    ObjectNode summary = description.putObject("BillingModeSummary").put("BillingMode", mode);
    if (mode.equals("PAY_PER_REQUEST")) {
      summary.put("LastUpdateToPayPerRequestDateTime", table.created() / 1000.0);
    }
  }

  /** Adds a KMS key. Every table is encrypted, but DynamoDB shows no other keys. */
  private void encryption(ObjectNode description) {
    JsonNode wanted = table.definition().path("SSESpecification");
    if (wanted.path("Enabled").asBoolean()) {
      String key = wanted.path("KMSMasterKeyId").asText("alias/aws/dynamodb");
      description
          .putObject("SSEDescription")
          .put("Status", "ENABLED")
          .put("SSEType", "KMS")
          .put(
              "KMSMasterKeyArn",
              key.startsWith("arn:")
                  ? key
                  : "arn:aws:kms:%s:%s:%s"
                      .formatted(
                          call.region(),
                          call.account(),
                          key.startsWith("alias/") ? key : "key/" + key));
    }
  }
}
