package dev.chirp.internal.sandbox.dynamodb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.internal.sandbox.server.SandboxSettings;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/** The service over HTTP, with the AWS SDK. */
@Tag("slow")
class DynamoDbServiceTest {
  private static final String TABLE = "chirp";
  private static final String DECLARED =
      """
      {"TableName": "chirp", "BillingMode": "PAY_PER_REQUEST",
       "AttributeDefinitions": [{"AttributeName": "userId", "AttributeType": "S"},
                                {"AttributeName": "timestamp", "AttributeType": "N"}],
       "KeySchema": [{"AttributeName": "userId", "KeyType": "HASH"},
                     {"AttributeName": "timestamp", "KeyType": "RANGE"}]}
      """;

  @TempDir private Path directory;
  private SandboxServer sandbox;
  private DynamoDbClient client;

  @BeforeEach
  void start() {
    start(Map.of("chirp.json", DECLARED));
  }

  private void start(Map<String, String> tables) {
    sandbox = SandboxServer.builder().directory(directory).tables(tables).start();
    client =
        DynamoDbClient.builder()
            .endpointOverride(sandbox.endpoint())
            .region(Region.US_EAST_1)
            // Failures here are permanent; eight attempts would only take time.
            .overrideConfiguration(o -> o.retryStrategy(r -> r.maxAttempts(1)))
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(sandbox.address().accessKeyId(), "test")))
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  @Test
  void declaredTablesExistAndTheirItemsAreStored() {
    put("ada", "9", "first");
    put("ada", "10", "second");
    stop();
    start();
    assertEquals(List.of("first", "second"), texts(client.query(ofAda().build())));
    assertEquals(
        TableStatus.ACTIVE, client.describeTable(r -> r.tableName(TABLE)).table().tableStatus());
  }

  @Test
  void failedSaveChangesNothingInMemory() throws Exception {
    put("ada", "1", "first");
    Path inTheWay = directory.resolve("dynamodb/000000000000/us-east-1.json.new");
    Files.createDirectories(inTheWay.resolve("full"));
    assertEquals(500, failure(() -> put("ada", "1", "second")));
    assertEquals(500, failure(() -> put("ada", "2", "third")));
    assertEquals(
        500, failure(() -> client.deleteItem(r -> r.tableName(TABLE).key(key("ada", "1")))));
    assertEquals(500, failure(() -> createUsers(ScalarAttributeType.S)));
    assertEquals(500, failure(() -> client.deleteTable(r -> r.tableName(TABLE))));
    assertEquals(List.of("first"), texts(client.query(ofAda().build())));
    assertEquals(List.of(TABLE), client.listTables().tableNames());

    Files.delete(inTheWay.resolve("full"));
    Files.delete(inTheWay);
    client.putItem(
        r ->
            r.tableName(TABLE)
                .item(item("ada", "2", "third"))
                .conditionExpression("attribute_not_exists(userId)"));
    stop();
    start();
    assertEquals(List.of("first", "third"), texts(client.query(ofAda().build())));
  }

  private static int failure(Runnable call) {
    return assertThrows(DynamoDbException.class, call::run).statusCode();
  }

  @Test
  void malformedTableFileIsRefused() {
    stop();
    assertEquals(
        """
        Table file 'a.json' is not valid JSON: line 2, column 12.
        Try: jq . 'a.json'\
        """,
        refusal("{\n  \"Table\": oops}"));
    assertEquals(
        """
        Table file 'a.json' is not a valid CreateTable request: 1 validation error detected: Value null at 'tableName' failed to satisfy constraint: Member must not be null
        Try: aws dynamodb create-table --generate-cli-skeleton\
        """,
        refusal("{}"));
    start();
  }

  @Test
  void requestThatDynamoDbRefusesFailsTheStart() {
    assertEquals(
        "Table file 'a.json' is not a valid CreateTable request: 1 validation error detected: Value 'a b' at 'tableName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+, with length between 3 and 255",
        problem(DECLARED.replace("chirp", "a b")));
    assertEquals(
        "Table file 'a.json' is not a valid CreateTable request: One or more parameter values were invalid: List of GlobalSecondaryIndexes is empty",
        problem(with("\"GlobalSecondaryIndexes\": []")));
    SandboxSettings twice =
        SandboxServer.builder()
            .directory(directory.resolve("other"))
            .tables(Map.of("b.json", DECLARED, "a.json", DECLARED));
    assertEquals(
        "Table files 'a.json' and 'b.json' both declare table 'chirp'.",
        assertThrows(ChirpException.class, () -> twice.start()).getMessage());
  }

  private String problem(String declaration) {
    return refusal(declaration).lines().findFirst().orElse("");
  }

  private static String with(String more) {
    return DECLARED.replaceFirst("\\{", "{" + more + ",");
  }

  @Test
  void unsupportedTableFailsOnlyItsOwnRequests() {
    restart(
        Map.of(
            "orders.json",
            with("\"GlobalSecondaryIndexes\": [{\"IndexName\": \"byId\"}]")
                .replace("chirp", "orders"),
            "chirp.json",
            with("\"StreamSpecification\": {\"StreamEnabled\": false}")));
    put("ada", "1", "Hello");
    assertEquals(List.of(TABLE), client.listTables().tableNames());
    String undone =
        "Chirp's sandbox does not support dynamodb:CreateTable with GlobalSecondaryIndexes, which table file 'orders.json' uses; AWS does.";
    assertEquals(
        undone,
        message(() -> client.putItem(r -> r.tableName("orders").item(item("ada", "1", "Hello")))));
    assertEquals(undone, message(() -> client.describeTable(r -> r.tableName("orders"))));
  }

  @Test
  void changedKeyOfADeclarationIsReported() {
    String changed = DECLARED.replace("userId", "user");
    restart(Map.of("chirp.json", DECLARED));
    assertEquals(List.of(TABLE), client.listTables().tableNames());
    restart(Map.of("chirp.json", changed));
    assertEquals(
        "user",
        client.describeTable(r -> r.tableName(TABLE)).table().keySchema().get(0).attributeName());
    restart(Map.of("chirp.json", DECLARED));
    put("ada", "1", "Hello");
    stop();
    SandboxSettings options =
        SandboxServer.builder().directory(directory).tables(Map.of("chirp.json", changed));
    assertEquals(
        """
        Table file 'chirp.json' declares table 'chirp' with key user (S), timestamp (N), but the sandbox's items have key userId (S), timestamp (N).
        Try: delete '%s' (this deletes its items)"""
            .formatted(directory.resolve("dynamodb")),
        assertThrows(ChirpException.class, () -> options.start()).getMessage());
    start();
    assertEquals(List.of("Hello"), texts(client.query(ofAda().build())));
  }

  private void restart(Map<String, String> tables) {
    stop();
    start(tables);
  }

  private String refusal(String declaration) {
    SandboxSettings options =
        SandboxServer.builder()
            .directory(directory.resolve("other"))
            .tables(Map.of("a.json", declaration));
    return assertThrows(ChirpException.class, () -> options.start()).getMessage();
  }

  @Test
  void itemIsReadAndDeletedByItsKey() {
    put("ada", "1", "Hello");
    assertEquals(
        "Hello", text(client.getItem(r -> r.tableName(TABLE).key(key("ada", "1.0"))).item()));
    assertFalse(client.getItem(r -> r.tableName(TABLE).key(key("ada", "2"))).hasItem());
    assertEquals(
        "Hello",
        text(
            client
                .deleteItem(r -> r.tableName(TABLE).key(key("ada", "1")).returnValues("ALL_OLD"))
                .attributes()));
    assertFalse(client.getItem(r -> r.tableName(TABLE).key(key("ada", "1"))).hasItem());
  }

  @Test
  void failedConditionPreventsTheWrite() {
    put("ada", "1", "first");
    ConditionalCheckFailedException refused =
        assertThrows(
            ConditionalCheckFailedException.class,
            () ->
                client.putItem(
                    r ->
                        r.tableName(TABLE)
                            .item(item("ada", "1", "second"))
                            .conditionExpression("attribute_not_exists(userId)")
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)));
    assertEquals("first", text(refused.item()));
    client.putItem(
        r ->
            r.tableName(TABLE)
                .item(item("ada", "1", "third"))
                .conditionExpression("#text = :old AND attribute_exists(userId)")
                .expressionAttributeNames(Map.of("#text", "text"))
                .expressionAttributeValues(Map.of(":old", AttributeValue.fromS("first"))));
    assertEquals(List.of("third"), texts(client.query(ofAda().build())));
  }

  @Test
  void partitionIsPagedInBothDirections() {
    put("bob", "3", "another's");
    IntStream.rangeClosed(1, 12).forEach(i -> put("ada", i + "", "chirp " + i));
    List<String> all = new ArrayList<>();
    client
        .queryPaginator(ofAda().limit(5).scanIndexForward(false).build())
        .items()
        .forEach(item -> all.add(text(item)));
    assertEquals(IntStream.rangeClosed(1, 12).mapToObj(i -> "chirp " + (13 - i)).toList(), all);

    QueryResponse first = client.query(ofAda().limit(5).build());
    assertEquals(key("ada", "5"), first.lastEvaluatedKey());
    assertEquals(
        List.of("chirp 6", "chirp 7"),
        texts(client.query(ofAda().limit(2).exclusiveStartKey(first.lastEvaluatedKey()).build())));
  }

  @ParameterizedTest
  @CsvSource({"#t < :t, 2", "#t <= :t, 3", "#t > :t, 9", "#t >= :t, 10", "#t = :t, 1"})
  void sortKeysAreComparedAsNumbers(String condition, int count) {
    IntStream.rangeClosed(1, 12).forEach(i -> put("ada", i + "", "chirp " + i));
    assertEquals(
        count,
        client
            .query(
                r ->
                    r.tableName(TABLE)
                        .keyConditionExpression("userId = :u AND " + condition)
                        .expressionAttributeNames(Map.of("#t", "timestamp"))
                        .expressionAttributeValues(
                            Map.of(
                                ":u",
                                AttributeValue.fromS("ada"),
                                ":t",
                                AttributeValue.fromN("3"))))
            .count());
  }

  @Test
  void pageEndsAtOneMegabyte() {
    String large = "x".repeat(390_000);
    IntStream.rangeClosed(1, 4).forEach(i -> put("ada", i + "", large));
    QueryResponse page = client.query(ofAda().build());
    assertEquals(3, page.count());
    assertEquals(key("ada", "3"), page.lastEvaluatedKey());
  }

  @Test
  void tablesAreCreatedListedAndDeleted() {
    createUsers(ScalarAttributeType.B);
    Map<String, AttributeValue> user =
        Map.of("id", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, -1})));
    client.putItem(r -> r.tableName("users").item(user));
    assertEquals(user, client.getItem(r -> r.tableName("users").key(user)).item());
    assertEquals(List.of(TABLE, "users"), client.listTables().tableNames());
    assertThrows(ResourceInUseException.class, () -> createUsers(ScalarAttributeType.S));
    client.deleteTable(r -> r.tableName("users"));
    assertEquals(
        "Requested resource not found: Table: users not found",
        assertThrows(
                ResourceNotFoundException.class,
                () -> client.describeTable(r -> r.tableName("users")))
            .awsErrorDetails()
            .errorMessage());
  }

  private void createUsers(ScalarAttributeType type) {
    AttributeDefinition id =
        AttributeDefinition.builder().attributeName("id").attributeType(type).build();
    KeySchemaElement key = KeySchemaElement.builder().attributeName("id").keyType("HASH").build();
    client.createTable(
        r ->
            r.tableName("users")
                .attributeDefinitions(id)
                .keySchema(key)
                .billingMode("PAY_PER_REQUEST"));
  }

  @Test
  void invalidRequestsAreRefusedInDynamoDbsWords() {
    assertEquals(
        "Requested resource not found",
        message(() -> client.getItem(r -> r.tableName("none").key(key("ada", "1")))));
    assertEquals(
        "One or more parameter values were invalid: Missing the key timestamp in the item",
        message(
            () ->
                client.putItem(
                    r -> r.tableName(TABLE).item(Map.of("userId", AttributeValue.fromS("ada"))))));
    assertEquals(
        "One or more parameter values were invalid: Type mismatch for key userId expected: S actual: N",
        message(
            () ->
                client.putItem(
                    r ->
                        r.tableName(TABLE)
                            .item(
                                Map.of(
                                    "userId",
                                    AttributeValue.fromN("1"),
                                    "timestamp",
                                    AttributeValue.fromN("1"))))));
    assertEquals(
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: userId",
        message(() -> put("", "1", "Hello")));
    assertEquals(
        "Item size has exceeded the maximum allowed size",
        message(() -> put("ada", "1", "x".repeat(400 * 1024))));
    assertEquals(
        "The provided key element does not match the schema",
        message(
            () ->
                client.getItem(
                    r -> r.tableName(TABLE).key(Map.of("userId", AttributeValue.fromS("ada"))))));
    assertEquals(
        "The parameter cannot be converted to a numeric value: one",
        message(() -> client.getItem(r -> r.tableName(TABLE).key(key("ada", "one")))));
  }

  @Test
  void valuesAreNormalizedAsInDynamoDb() {
    assertEquals(AttributeValue.fromN("1.5"), kept(AttributeValue.fromN("01.500")));
    assertEquals(AttributeValue.fromN("1000"), kept(AttributeValue.fromN("1E3")));
    assertEquals(AttributeValue.fromN("0"), kept(AttributeValue.fromN("-0.00")));
    assertEquals(AttributeValue.fromN("1"), kept(AttributeValue.fromN("1." + "0".repeat(60))));
    assertEquals(
        AttributeValue.fromNs(List.of("-1", "10")),
        kept(AttributeValue.fromNs(List.of("10.0", "-1"))));
    AttributeValue nested =
        AttributeValue.fromM(
            Map.of(
                "list",
                AttributeValue.fromL(
                    List.of(AttributeValue.fromNul(true), AttributeValue.fromS(""))),
                "truth",
                AttributeValue.fromBool(false),
                "empty",
                AttributeValue.fromM(Map.of())));
    assertEquals(nested, kept(nested));
    client.putItem(
        r ->
            r.tableName(TABLE)
                .item(with(AttributeValue.fromS("seen")))
                .conditionExpression("#v = :nested")
                .expressionAttributeNames(Map.of("#v", "value"))
                .expressionAttributeValues(Map.of(":nested", nested)));
  }

  private AttributeValue kept(AttributeValue value) {
    client.putItem(r -> r.tableName(TABLE).item(with(value)));
    return client
        .getItem(r -> r.tableName(TABLE).key(key("ada", "1")))
        .item()
        .getOrDefault("value", AttributeValue.fromS("no value"));
  }

  private static Map<String, AttributeValue> with(AttributeValue value) {
    Map<String, AttributeValue> item = new HashMap<>(key("ada", "1"));
    item.put("value", value);
    return item;
  }

  @Test
  void invalidValuesAreRefusedInDynamoDbsWords() {
    assertEquals(
        "Attempting to store more than 38 significant digits in a Number",
        refused(AttributeValue.fromN("1".repeat(39))));
    assertEquals(
        "Number overflow. Attempting to store a number with magnitude larger than supported range",
        refused(AttributeValue.fromN("1E126")));
    assertEquals(
        "Number underflow. Attempting to store a number with magnitude smaller than supported range",
        refused(AttributeValue.fromN("-1E-131")));
    assertEquals(
        "The parameter cannot be converted to a numeric value: NaN",
        refused(AttributeValue.fromL(List.of(AttributeValue.fromN("NaN")))));
    assertEquals(
        "One or more parameter values were invalid: An string set  may not be empty",
        refused(AttributeValue.fromSs(List.of())));
    assertEquals(
        "One or more parameter values were invalid: Input collection [\"1\",\"1.0\"] contains duplicates.",
        refused(AttributeValue.fromNs(List.of("1", "1.0"))));
    assertEquals(
        "One or more parameter values were invalid: Null attribute value types must have the value of true",
        refused(AttributeValue.fromNul(false)));
    assertEquals(
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
        refused(AttributeValue.fromM(Map.of("a", AttributeValue.builder().build()))));
    assertEquals(
        "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
        refused(AttributeValue.builder().s("a").n("1").build()));
    AttributeValue deep = AttributeValue.fromS("deep");
    for (int i = 0; i < 32; i++) {
      deep = AttributeValue.fromL(List.of(deep));
    }
    assertEquals("Nesting Levels have exceeded supported limits", refused(deep));
  }

  private String refused(AttributeValue value) {
    String message = message(() -> client.putItem(r -> r.tableName(TABLE).item(with(value))));
    assertFalse(client.getItem(r -> r.tableName(TABLE).key(key("ada", "1"))).hasItem());
    return message;
  }

  @Test
  void invalidTablesAreRefusedInDynamoDbsWords() {
    String none = "Table file 'a.json' is not a valid CreateTable request: ";
    assertEquals(
        none
            + "1 validation error detected: Value 'FREE' at 'billingMode' failed to satisfy constraint: Member must satisfy enum value set: [PROVISIONED, PAY_PER_REQUEST]",
        problem(DECLARED.replace("PAY_PER_REQUEST", "FREE")));
    assertEquals(
        none
            + "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
        problem(DECLARED.replace("\"BillingMode\": \"PAY_PER_REQUEST\",", "")));
    assertEquals(
        none
            + "One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
        problem(
            with(
                "\"ProvisionedThroughput\": {\"ReadCapacityUnits\": 1, \"WriteCapacityUnits\": 1}")));
    assertEquals(
        none + "Both the Hash Key and the Range Key element in the KeySchema have the same name",
        problem(DECLARED.replace("timestamp", "userId")));
    restart(Map.of("chirp.json", with("\"DeletionProtectionEnabled\": true")));
    assertEquals(
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.",
        message(() -> client.deleteTable(r -> r.tableName(TABLE))));
    assertTrue(client.describeTable(r -> r.tableName(TABLE)).table().deletionProtectionEnabled());
  }

  @Test
  void invalidQueriesAreRefusedInDynamoDbsWords() {
    assertEquals(
        "One or more parameter values were invalid: Condition parameter type does not match schema type",
        message(
            () ->
                client.query(
                    ofAda()
                        .expressionAttributeValues(Map.of(":u", AttributeValue.fromN("1")))
                        .build())));
    assertEquals(
        "The provided starting key is outside query boundaries based on provided conditions",
        message(() -> client.query(ofAda().exclusiveStartKey(key("bob", "1")).build())));
    assertEquals(
        "Invalid ConditionExpression: Incorrect operand type for operator or function; operator or function: begins_with, operand type: N",
        message(
            () ->
                client.putItem(
                    r ->
                        r.tableName(TABLE)
                            .item(item("ada", "1", "Hello"))
                            .conditionExpression("begins_with(userId, :n)")
                            .expressionAttributeValues(Map.of(":n", AttributeValue.fromN("1"))))));
    assertEquals(
        "Invalid KeyConditionExpression: Attribute name is a reserved keyword; reserved keyword: Abort",
        message(() -> query("Abort = :u")));
  }

  @ParameterizedTest
  @CsvSource({
    "'\"Limit\": 1.5', NUMBER_VALUE cannot be converted to Integer",
    "'\"Limit\": \"1\"', STRING_VALUE cannot be converted to Integer"
  })
  void limitMustBeAPositiveInteger(String limit, String message) throws Exception {
    HttpRequest query =
        HttpRequest.newBuilder(sandbox.endpoint())
            .header("X-Amz-Target", "DynamoDB_20120810.Query")
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20261124/us-east-1/dynamodb/aws4_request"
                    .formatted(sandbox.address().accessKeyId()))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    """
                    {"TableName": "chirp", "KeyConditionExpression": "userId = :u",
                     "ExpressionAttributeValues": {":u": {"S": "ada"}}, %s}
                    """
                        .formatted(limit)))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(query, HttpResponse.BodyHandlers.ofString());
    assertEquals(400, answer.statusCode());
    assertTrue(answer.body().contains("SerializationException"), answer::body);
    assertTrue(answer.body().contains(message), answer::body);
  }

  @Test
  void invalidExpressionsAreRefusedInDynamoDbsWords() {
    assertEquals(
        "Invalid KeyConditionExpression: Attribute name is a reserved keyword; reserved keyword: timestamp",
        message(() -> query("userId = :u AND timestamp < :t")));
    assertEquals(
        "Invalid KeyConditionExpression: An expression attribute value used in expression is not defined; attribute value: :x",
        message(() -> query("userId = :x")));
    assertEquals(
        "Value provided in ExpressionAttributeValues unused in expressions: keys: {:t}",
        message(() -> query("userId = :u")));
    assertEquals(
        "Query condition missed key schema element: userId",
        message(() -> query("userId > :u AND author = :t")));
    assertEquals(
        "Query key condition not supported", message(() -> query("userId = :u AND author = :t")));
  }

  @Test
  void unsupportedOperationIsNamed() {
    assertEquals(
        "Chirp's sandbox does not support dynamodb:Scan; AWS does.",
        message(() -> client.scan(r -> r.tableName(TABLE))));
    assertEquals(
        "Chirp's sandbox does not support dynamodb:Query with IndexName; AWS does.",
        message(() -> client.query(ofAda().indexName("byId").build())));
    assertEquals(
        "Chirp's sandbox does not support dynamodb's KeyConditionExpression 'userId = :u OR userId = :t'; AWS does.",
        message(() -> query("userId = :u OR userId = :t")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "size(#text) > :old",
        "contains(#text, :old)",
        "NOT #text = :old",
        "(#text = :old)",
        "#text.first = :old",
        "#text IN (:old)",
        ":old = #text"
      })
  void unsupportedConditionIsNamed(String condition) {
    assertEquals(
        "Chirp's sandbox does not support dynamodb's ConditionExpression '%s'; AWS does."
            .formatted(condition),
        message(
            () ->
                client.putItem(
                    r ->
                        r.tableName(TABLE)
                            .item(item("ada", "1", "Hello"))
                            .conditionExpression(condition)
                            .expressionAttributeNames(Map.of("#text", "text"))
                            .expressionAttributeValues(
                                Map.of(":old", AttributeValue.fromS("first"))))));
    assertFalse(client.getItem(r -> r.tableName(TABLE).key(key("ada", "1"))).hasItem());
  }

  private void query(String condition) {
    client.query(
        r ->
            r.tableName(TABLE)
                .keyConditionExpression(condition)
                .expressionAttributeValues(
                    Map.of(":u", AttributeValue.fromS("ada"), ":t", AttributeValue.fromN("1"))));
  }

  private static String message(Runnable call) {
    DynamoDbException refused = assertThrows(DynamoDbException.class, call::run);
    assertTrue(refused.statusCode() == 400 || refused.statusCode() == 501);
    return refused.awsErrorDetails().errorMessage();
  }

  private static QueryRequest.Builder ofAda() {
    return QueryRequest.builder()
        .tableName(TABLE)
        .keyConditionExpression("userId = :u")
        .expressionAttributeValues(Map.of(":u", AttributeValue.fromS("ada")));
  }

  private static String text(Map<String, AttributeValue> item) {
    return item.getOrDefault("text", AttributeValue.fromS("no text")).s();
  }

  private static List<String> texts(QueryResponse page) {
    return page.items().stream().map(item -> text(item)).toList();
  }

  private static Map<String, AttributeValue> key(String user, String timestamp) {
    return Map.of(
        "userId", AttributeValue.fromS(user), "timestamp", AttributeValue.fromN(timestamp));
  }

  private static Map<String, AttributeValue> item(String user, String timestamp, String text) {
    return Map.of(
        "userId",
        AttributeValue.fromS(user),
        "timestamp",
        AttributeValue.fromN(timestamp),
        "text",
        AttributeValue.fromS(text));
  }

  private void put(String user, String timestamp, String text) {
    client.putItem(r -> r.tableName(TABLE).item(item(user, timestamp, text)));
  }
}
