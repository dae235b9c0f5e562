package dev.chirp.example.aws;

import dev.chirp.example.service.ChirpStore;
import dev.chirp.sandbox.Sandbox;
import dev.chirp.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Chirp's sandbox with the project's own table, on a free port of 127.0.0.1. */
final class AwsBox {

  static final Region REGION = Region.US_EAST_1;
  static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("000000000000", "sandbox"));

  private static final Path TABLE = Path.of("src/main/aws/table/chirp.json");

  private AwsBox() {}

  static Sandbox start(Path directory) throws IOException {
    return Sandbox.start(
        SandboxOptions.in(directory, List::of)
            .withTables(Map.of(TABLE.toString(), Files.readString(TABLE))));
  }

  /** The client that the functions have, at that endpoint. */
  static DynamoDbClient dynamoDb(URI endpoint, Duration call, Duration attempt) {
    return AwsChirps.dynamoDb(call, attempt)
        .endpointOverride(endpoint)
        .region(REGION)
        .credentialsProvider(CREDENTIALS)
        .build();
  }

  static ChirpStore store(DynamoDbClient client, String table, Clock clock) {
    return new DynamoDbChirpStore(client, table, clock, Duration.ofSeconds(30));
  }

  static DynamoDbClient dynamoDb(URI endpoint) {
    return dynamoDb(endpoint, Duration.ofSeconds(30), Duration.ofSeconds(10));
  }
}
