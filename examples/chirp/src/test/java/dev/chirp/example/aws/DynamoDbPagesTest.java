package dev.chirp.example.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.example.service.Chirp;
import dev.chirp.example.service.ChirpId;
import dev.chirp.example.service.ChirpStore;
import dev.chirp.example.service.MovingClock;
import dev.chirp.example.service.StoreUnavailableException;
import dev.chirp.junit.ChirpSandbox;
import dev.chirp.sandbox.Sandbox;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A page that DynamoDB answers in parts, as it does with every megabyte. */
@ChirpSandbox
class DynamoDbPagesTest {

  @BeforeEach
  void emptyTable(Sandbox sandbox) {
    AwsBox.emptyTable(sandbox);
  }

  @Test
  void partialPagesAreCompleted(Sandbox sandbox) throws IOException {
    try (FaultyEndpoint endpoint = FaultyEndpoint.cuttingPagesOf(sandbox.endpoint(), 4);
        DynamoDbClient client = AwsBox.dynamoDb(sandbox, endpoint.uri())) {
      ChirpStore store = AwsBox.store(client, "chirp", Clock.systemUTC());
      List<Chirp> newestFirst = IntStream.range(0, 12).mapToObj(i -> chirp(90 - i)).toList();
      newestFirst.forEach(store::add);
      int before = endpoint.requests();

      assertEquals(
          new ChirpStore.Page(newestFirst.subList(0, 10), true),
          store.newest(10, Optional.empty()));
      assertEquals(3, endpoint.requests() - before, "queries: 4, 4 and 3 of the 11 asked for");
    }
  }

  @Test
  void isUnavailableWhenAPageTakesTooManyQueries(Sandbox sandbox) throws IOException {
    try (FaultyEndpoint endpoint = FaultyEndpoint.cuttingPagesOf(sandbox.endpoint(), 1);
        DynamoDbClient client = AwsBox.dynamoDb(sandbox, endpoint.uri())) {
      // Each look at this clock takes two seconds.
      Clock clock = new MovingClock(Duration.ofSeconds(2));
      ChirpStore store = new DynamoDbChirpStore(client, "chirp", clock, Duration.ofSeconds(5));
      IntStream.range(0, 5).forEach(i -> store.add(chirp(90 - i)));
      int before = endpoint.requests();

      assertThrows(StoreUnavailableException.class, () -> store.newest(10, Optional.empty()));
      assertEquals(2, endpoint.requests() - before, "queries");
    }
  }

  private static Chirp chirp(int number) {
    return new Chirp(
        new ChirpId("17955365331" + number + "-9f86d081884c7d65"),
        "chirp " + number,
        Optional.empty());
  }
}
