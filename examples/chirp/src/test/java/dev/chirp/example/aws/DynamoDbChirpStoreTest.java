package dev.chirp.example.aws;

import dev.chirp.example.service.ChirpStore;
import dev.chirp.example.service.ChirpStoreContract;
import dev.chirp.junit.ChirpSandbox;
import dev.chirp.sandbox.Sandbox;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Over the wire, against the sandbox's DynamoDB. */
@ChirpSandbox
class DynamoDbChirpStoreTest extends ChirpStoreContract {

  private final DynamoDbClient client;
  private final ChirpStore store;

  DynamoDbChirpStoreTest(Sandbox sandbox) {
    client = AwsBox.dynamoDb(sandbox);
    store = AwsBox.store(client, "chirp", Clock.systemUTC());
  }

  @BeforeEach
  void emptyTable(Sandbox sandbox) {
    AwsBox.emptyTable(sandbox);
  }

  @AfterEach
  void stop() {
    client.close();
  }

  @Override
  protected ChirpStore store() {
    return store;
  }
}
