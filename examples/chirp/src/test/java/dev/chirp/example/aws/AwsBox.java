package dev.chirp.example.aws;

import dev.chirp.example.service.ChirpStore;
import dev.chirp.sandbox.Sandbox;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The functions' clients, for the sandbox of a test and for servers that fail. */
final class AwsBox {

  static final Region REGION = Region.US_EAST_1;

  /** For servers that do not ask for a key, unlike the sandbox. */
  private static final String ANY_KEY = "000000000000";

  private static final String TABLE = "chirp";

  private AwsBox() {}

  /** The key that this sandbox takes; each has its own. */
  static StaticCredentialsProvider credentials(Sandbox sandbox) {
    return credentials(sandbox.accessKeyId(), sandbox.secretAccessKey());
  }

  private static StaticCredentialsProvider credentials(String accessKeyId, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secret));
  }

  /** The client that the functions have. */
  static DynamoDbClient dynamoDb(Sandbox sandbox) {
    return dynamoDb(sandbox, sandbox.endpoint());
  }

  /** A client whose requests pass another server on their way to the sandbox. */
  static DynamoDbClient dynamoDb(Sandbox sandbox, URI endpoint) {
    return dynamoDb(sandbox, endpoint, Duration.ofSeconds(30), Duration.ofSeconds(10));
  }

  static DynamoDbClient dynamoDb(Sandbox sandbox, URI endpoint, Duration call, Duration attempt) {
    return dynamoDb(credentials(sandbox), endpoint, call, attempt);
  }

  /** A client of a server that is not the sandbox. */
  static DynamoDbClient dynamoDb(URI endpoint, Duration call, Duration attempt) {
    return dynamoDb(credentials(ANY_KEY, ANY_KEY), endpoint, call, attempt);
  }

  static DynamoDbClient dynamoDb(URI endpoint) {
    return dynamoDb(endpoint, Duration.ofSeconds(30), Duration.ofSeconds(10));
  }

  private static DynamoDbClient dynamoDb(
      StaticCredentialsProvider credentials, URI endpoint, Duration call, Duration attempt) {
    return AwsChirps.dynamoDb(call, attempt)
        .endpointOverride(endpoint)
        .region(REGION)
        .credentialsProvider(credentials)
        .build();
  }

  /** Deletes what other tests of the class have left in the project's table. */
  static void emptyTable(Sandbox sandbox) {
    try (DynamoDbClient client = dynamoDb(sandbox)) {
      for (Map<String, Object> item : sandbox.items(TABLE)) {
        Map<String, AttributeValue> key = new HashMap<>();
        for (String part : List.of("userId", "timestamp")) {
          key.put(part, AttributeValue.fromS(String.valueOf(item.get(part))));
        }
        client.deleteItem(request -> request.tableName(TABLE).key(key));
      }
    }
  }

  static ChirpStore store(DynamoDbClient client, String table, Clock clock) {
    return new DynamoDbChirpStore(client, table, clock, Duration.ofSeconds(30));
  }
}
