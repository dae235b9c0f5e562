package dev.chirp.internal.sandbox.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chirp.internal.sandbox.server.SandboxServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests as JSON, including those that AWS's client would not send. */
class DynamoDbTableTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String KEY =
      """
      "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
      "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]
      """;

  @TempDir private Path directory;
  private final Map<String, String> files = new ConcurrentHashMap<>();
  private SandboxServer sandbox;

  @BeforeEach
  void start() {
    files.put("things.json", declaration("things"));
    sandbox = SandboxServer.builder().directory(directory).tables(() -> Map.copyOf(files)).start();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private static String declaration(String table) {
    return "{\"TableName\": \"%s\", \"BillingMode\": \"PAY_PER_REQUEST\", %s}"
        .formatted(table, KEY);
  }

  private HttpResponse<String> send(String operation, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(sandbox.endpoint())
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20261128/us-east-1/dynamodb/aws4_request"
                    .formatted(sandbox.address().accessKeyId()))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode answer(String operation, String body) throws Exception {
    HttpResponse<String> response = send(operation, body);
    assertEquals(200, response.statusCode(), response::body);
    return JSON.readTree(response.body());
  }

  private JsonNode refusal(String operation, String body) throws Exception {
    HttpResponse<String> response = send(operation, body);
    assertEquals(400, response.statusCode(), response::body);
    return JSON.readTree(response.body());
  }

  private String message(String operation, String body) throws Exception {
    return refusal(operation, body).path("message").asText();
  }

  private String put(String value) throws Exception {
    HttpResponse<String> response =
        send(
            "PutItem",
            "{\"TableName\": \"things\", \"Item\": {\"id\": {\"S\": \"1\"}, %s}}".formatted(value));
    return response.statusCode() == 200
        ? "stored"
        : JSON.readTree(response.body()).path("message").asText();
  }

  @Test
  void descriptionHasDynamoDbsDefaultFields() throws Exception {
    put("\"n\": {\"N\": \"12345\"}");
    JsonNode table = answer("DescribeTable", "{\"TableName\": \"things\"}").path("Table");
    assertTrue(table.path("TableId").asText().matches("[0-9a-f-]{36}"));
    assertEquals(
        table.path("TableId"),
        answer("DescribeTable", "{\"TableName\": \"things\"}").path("Table").path("TableId"));
    // id and "1" are 3 bytes; n is 1, and its number 1 + 3.
    assertEquals(8, table.path("TableSizeBytes").asInt());
    assertEquals(1, table.path("ItemCount").asInt());
    assertEquals("PAY_PER_REQUEST", table.path("BillingModeSummary").path("BillingMode").asText());
    assertEquals(
        JSON.readTree(
            "{\"NumberOfDecreasesToday\": 0, \"ReadCapacityUnits\": 0, \"WriteCapacityUnits\": 0}"),
        table.path("ProvisionedThroughput"));
    assertFalse(table.path("DeletionProtectionEnabled").asBoolean(true));
  }

  @Test
  void descriptionHasTheFieldsOfTheRequest() throws Exception {
    String made =
        """
        {"TableName": "orders", "TableClass": "STANDARD_INFREQUENT_ACCESS",
         "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 6},
         "SSESpecification": {"Enabled": true, "KMSMasterKeyId": "1234"},
         "Tags": [{"Key": "a", "Value": "b"}], %s}
        """
            .formatted(KEY);
    JsonNode table = answer("CreateTable", made).path("TableDescription");
    assertEquals(5, table.path("ProvisionedThroughput").path("ReadCapacityUnits").asInt());
    assertEquals(6, table.path("ProvisionedThroughput").path("WriteCapacityUnits").asInt());
    assertEquals(
        "STANDARD_INFREQUENT_ACCESS", table.path("TableClassSummary").path("TableClass").asText());
    assertEquals(
        "arn:aws:kms:us-east-1:000000000000:key/1234",
        table.path("SSEDescription").path("KMSMasterKeyArn").asText());
    assertEquals(
        JSON.readTree("[{\"Key\": \"a\", \"Value\": \"b\"}]"),
        answer("ListTagsOfResource", "{\"ResourceArn\": %s}".formatted(table.path("TableArn")))
            .path("Tags"));
  }

  @Test
  void protectionCanBeLifted() throws Exception {
    answer("UpdateTable", "{\"TableName\": \"things\", \"DeletionProtectionEnabled\": true}");
    assertTrue(message("DeleteTable", "{\"TableName\": \"things\"}").contains("protected"));
    answer("UpdateTable", "{\"TableName\": \"things\", \"DeletionProtectionEnabled\": false}");
    answer("DeleteTable", "{\"TableName\": \"things\"}");
  }

  @Test
  void addedOrChangedTableFileIsApplied() throws Exception {
    put("\"n\": {\"N\": \"1\"}");
    files.put("users.json", declaration("users"));
    assertEquals(
        "[\"things\",\"users\"]", answer("ListTables", "{}").path("TableNames").toString());
    files.put("users.json", declaration("users").replace("\"id\"", "\"name\""));
    assertEquals(
        "name",
        answer("DescribeTable", "{\"TableName\": \"users\"}")
            .path("Table")
            .path("KeySchema")
            .path(0)
            .path("AttributeName")
            .asText());
    files.put("things.json", declaration("things").replace("\"id\"", "\"name\""));
    assertTrue(
        message("ListTables", "{}")
            .startsWith("Table file 'things.json' declares table 'things' with key name (S)"));
    files.put("things.json", "{");
    assertTrue(message("ListTables", "{}").contains("things.json"));
    files.put("things.json", declaration("things"));
    assertEquals(
        1,
        answer("DescribeTable", "{\"TableName\": \"things\"}")
            .path("Table")
            .path("ItemCount")
            .asInt());
  }

  @Test
  void itemsAreMeasuredAsDynamoDbMeasuresThem() throws Exception {
    String numbers = "{\"N\": \"12345\"},".repeat(40_000);
    assertEquals(
        "stored",
        put("\"l\": {\"L\": [%s]}".formatted(numbers.substring(0, numbers.length() - 1))));
    String long38 = "{\"N\": \"%s\"},".formatted("1".repeat(38)).repeat(19_000);
    assertEquals(
        "stored", put("\"l\": {\"L\": [%s]}".formatted(long38.substring(0, long38.length() - 1))));
    String binary = Base64.getEncoder().encodeToString(new byte[400 * 1024 - 20]);
    assertEquals("stored", put("\"m\": {\"M\": {\"b\": {\"B\": \"%s\"}}}".formatted(binary)));
    assertEquals("stored", put("\"s\": {\"S\": \"%s\"}".formatted("\\\"".repeat(250_000))));
    assertEquals(
        "Item size has exceeded the maximum allowed size",
        put("\"s\": {\"S\": \"%s\"}".formatted("x".repeat(400 * 1024 - 3))));
    assertEquals("stored", put("\"s\": {\"S\": \"%s\"}".formatted("x".repeat(400 * 1024 - 4))));
    String name = "n".repeat(65_535);
    assertEquals("stored", put("\"%s\": {\"BOOL\": true}".formatted(name)));
    assertTrue(put("\"%sn\": {\"BOOL\": true}".formatted(name)).contains("name is too large"));
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "7, 2", "-7, 3", "12, 2", "120, 3", "1.5, 3", "0.001, 2", "100, 2"})
  void numberTakesOneByteForTwoDigits(String number, int size) throws Exception {
    JsonNode item = JSON.readTree("{\"n\": {\"N\": \"%s\"}}".formatted(number));
    assertEquals(1 + size, ItemSize.of(item));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GetItem | {\"TableName\": \"a b\", \"Key\": {}} | 1 validation error detected: Value 'a b' at 'tableName'",
        "GetItem | {\"TableName\": \"none\"} | 1 validation error detected: Value null at 'key'",
        "GetItem | {\"TableName\": 5} | NUMBER_VALUE cannot be converted to String",
        "PutItem | {\"TableName\": \"none\", \"Item\": {\"id\": {\"N\": \"x\"}}} | The parameter cannot be converted",
        "PutItem | {\"TableName\": \"none\", \"Item\": {}, \"ReturnValues\": \"ALL_NEW\"} | ReturnValues can only be ALL_OLD or NONE",
        "PutItem | {\"TableName\": \"none\", \"Item\": {}, \"ReturnValues\": \"X\"} | 1 validation error detected: Value 'X' at 'returnValues'",
        "PutItem | {\"TableName\": \"none\", \"Item\": {\"b\": {\"B\": \"YQ\"}}} | Invalid Base64 encoding",
        "PutItem | {\"TableName\": \"none\", \"Item\": {\"n\": {\"N\": \"١\"}}} | The parameter cannot be converted",
        "PutItem | {\"TableName\": \"none\", \"Item\": {}, \"ExpressionAttributeNames\": {\"#a\": \"a\"}} | ExpressionAttributeNames can only be specified when using expressions",
        "PutItem | {\"TableName\": \"none\", \"Item\": {}, \"ConditionExpression\": \"a = \"} | Invalid ConditionExpression: Syntax error; token: <EOF>",
        "PutItem | {\"TableName\": \"none\", \"Item\": {}, \"ConditionExpression\": \"a b c\"} | Invalid ConditionExpression: Syntax error; token: \"b\"",
        "PutItem | {\"TableName\": \"none\", \"Item\": {}, \"ConditionExpression\": \"(a = :b\"} | Invalid ConditionExpression: Syntax error; token: <EOF>",
        "PutItem | {\"TableName\": \"none\", \"Item\": {}, \"ConditionExpression\": \"\"} | Invalid ConditionExpression: The expression can not be empty",
        "PutItem | {\"TableName\": \"none\", \"Item\": {}, \"ConditionExpression\": \"a BETWEEN :x AND :y\", \"ExpressionAttributeValues\": {\":x\": {\"N\": \"5\"}, \":y\": {\"N\": \"1\"}}} | Invalid ConditionExpression: The BETWEEN operator requires upper bound to be greater than or equal to lower bound",
        "PutItem | {\"TableName\": \"none\", \"Item\": {}, \"ConditionExpression\": \"a BETWEEN :x AND :y\", \"ExpressionAttributeValues\": {\":x\": {\"N\": \"5\"}, \":y\": {\"S\": \"1\"}}} | Invalid ConditionExpression: The BETWEEN operator requires same data type",
        "PutItem | { | The request is not valid JSON"
      })
  void requestIsCheckedBeforeItsTableIsLookedUp(String operation, String body, String message)
      throws Exception {
    String actual = message(operation, body);
    assertTrue(actual.startsWith(message), actual);
  }

  @Test
  void expressionHasASizeLimit() throws Exception {
    String body =
        "{\"TableName\": \"none\", \"Item\": {}, \"ConditionExpression\": \"attribute_exists(%s)\"}"
            .formatted("a".repeat(4096));
    assertTrue(message("PutItem", body).contains("Expression size has exceeded"));
  }

  @Test
  void unknownOperationDiffersFromAnUnsupportedOne() throws Exception {
    assertEquals(
        "{\"__type\":\"com.amazon.coral.service#UnknownOperationException\"}",
        send("Fly", "{}").body());
    assertEquals(501, send("Scan", "{}").statusCode());
    assertEquals(413, send("PutItem", " ".repeat((16 << 20) + 1)).statusCode());
  }

  @ParameterizedTest
  @CsvSource({
    "GetItem, {}, com.amazon.coral.validate#ValidationException",
    "GetItem, [], com.amazon.coral.service#SerializationException",
    "DescribeTable, {\"TableName\": \"none\"}, com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"
  })
  void errorTypeHasTheNamespaceOfItsOrigin(String operation, String body, String type)
      throws Exception {
    assertEquals(type, refusal(operation, body).path("__type").asText());
  }

  @Test
  void getReportsAHealthyService() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(sandbox.endpoint())
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20261128/eu-west-1/dynamodb/aws4_request"
                    .formatted(sandbox.address().accessKeyId()))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, answer.statusCode(), answer::body);
    assertEquals("healthy: dynamodb.eu-west-1.amazonaws.com ", answer.body());
  }

  /** Clients compare the checksum with the body. */
  @ParameterizedTest
  @CsvSource({"ListTables, {}", "Fly, {}"})
  void responseHasTheChecksumOfItsBody(String operation, String body) throws Exception {
    HttpResponse<String> answer = send(operation, body);
    CRC32 sum = new CRC32();
    sum.update(answer.body().getBytes(StandardCharsets.UTF_8));
    assertEquals(
        Long.toString(sum.getValue()), answer.headers().firstValue("x-amz-crc32").orElse(""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"ReadCapacityUnits\": 0, \"WriteCapacityUnits\": 1} | Value '0' at 'provisionedThroughput.readCapacityUnits'",
        "{\"ReadCapacityUnits\": 1} | Value 'null' at 'provisionedThroughput.writeCapacityUnits'"
      })
  void throughputIsAtLeastOne(String throughput, String message) throws Exception {
    assertTrue(
        message(
                "CreateTable",
                "{\"TableName\": \"orders\", \"ProvisionedThroughput\": %s, %s}"
                    .formatted(throughput, KEY))
            .contains(message));
  }

  @Test
  void keyNameHasASizeLimit() throws Exception {
    String name = "k".repeat(256);
    assertTrue(
        message("CreateTable", declaration("orders").replace("\"id\"", "\"" + name + "\""))
            .contains("Member must have length between 1 and 255"));
  }
}
