package dev.chirp.example.aws;

import dev.chirp.example.service.ChirpStore;
import dev.chirp.example.service.ChirpStoreContract;
import dev.chirp.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Over the wire, against the sandbox's DynamoDB. */
class DynamoDbChirpStoreTest extends ChirpStoreContract {

  @TempDir private Path directory;
  private Sandbox sandbox;
  private DynamoDbClient client;
  private ChirpStore store;

  @BeforeEach
  void start() throws IOException {
    sandbox = AwsBox.start(directory);
    client = AwsBox.dynamoDb(sandbox);
    store = AwsBox.store(client, "chirp", Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  @Override
  protected ChirpStore store() {
    return store;
  }
}
