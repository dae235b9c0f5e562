package dev.chirp.example.aws;

import dev.chirp.example.service.ChirpStore;
import dev.chirp.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Chirp's sandbox with the project's own table, on a free port of 127.0.0.1. */
final class AwsBox {

  static final Region REGION = Region.US_EAST_1;

  /** For servers that do not ask for a key, unlike the sandbox. */
  private static final String ANY_KEY = "000000000000";

  private static final Path TABLE = Path.of("src/main/aws/table/chirp.json");

  private AwsBox() {}

  static Sandbox start(Path directory) throws IOException {
    return Sandbox.builder()
        .directory(directory)
        .tables(Map.of(TABLE.toString(), Files.readString(TABLE)))
        .start();
  }

  /** The key that this sandbox takes; each has its own. */
  static StaticCredentialsProvider credentials(Sandbox sandbox) {
    return credentials(sandbox.address().accessKeyId());
  }

  private static StaticCredentialsProvider credentials(String accessKeyId) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "sandbox"));
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
    return dynamoDb(credentials(ANY_KEY), endpoint, call, attempt);
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

  static ChirpStore store(DynamoDbClient client, String table, Clock clock) {
    return new DynamoDbChirpStore(client, table, clock, Duration.ofSeconds(30));
  }
}
