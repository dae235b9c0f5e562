package dev.chirp.example.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.example.service.ChirpId;
import dev.chirp.example.service.ChirpService;
import dev.chirp.example.service.FakeImageLinks;
import dev.chirp.example.service.ImageLocation;
import dev.chirp.example.service.StoreUnavailableException;
import dev.chirp.junit.ChirpSandbox;
import dev.chirp.runtime.ApiFunction;
import dev.chirp.runtime.ApiRequest;
import dev.chirp.runtime.local.LocalInvoker;
import dev.chirp.runtime.local.LocalResult;
import dev.chirp.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/** AWS's own client, and a server that fails as DynamoDB may. */
@Tag("slow")
@ChirpSandbox
class DynamoDbFailuresTest {

  private static final Optional<ImageLocation> NO_IMAGE = Optional.empty();
  private static final Optional<String> TOKEN = Optional.of("5b7e1c9a-2f4d");
  private static final ChirpId ID = new ChirpId("1795536533123-9f86d081884c7d65");

  @BeforeEach
  void emptyTable(Sandbox sandbox) {
    AwsBox.emptyTable(sandbox);
  }

  @ParameterizedTest
  @CsvSource({
    "400, ProvisionedThroughputExceededException",
    "400, RequestLimitExceeded",
    "400, ThrottlingException",
    "500, InternalServerError",
    "503, ServiceUnavailable"
  })
  void isUnavailableWhenItWillWorkAgain(int status, String error) throws IOException {
    try (FaultyEndpoint endpoint = FaultyEndpoint.answering(status, error)) {
      assertUnavailable(
          endpoint.uri(), service -> service.save("Hello", NO_IMAGE, Optional.empty()));
      assertEquals(3, endpoint.requests(), "tries");
    }
  }

  @Test
  void unavailableStoreIsA503ForEachRequest() throws IOException {
    try (FaultyEndpoint endpoint = FaultyEndpoint.answering(503, "ServiceUnavailable")) {
      assertUnavailable(endpoint.uri(), service -> service.save("Hello", NO_IMAGE, TOKEN));
      assertUnavailable(endpoint.uri(), service -> service.fetch(ID));
      assertUnavailable(endpoint.uri(), service -> service.fetchNewest(10, Optional.empty()));
    }
  }

  private static void assertUnavailable(URI endpoint, Consumer<ChirpService> request) {
    try (DynamoDbClient client = AwsBox.dynamoDb(endpoint)) {
      StoreUnavailableException unavailable =
          assertThrows(
              StoreUnavailableException.class, () -> request.accept(service(client, "chirp")));
      assertEquals(503, unavailable.httpStatusCode());
      assertEquals(
          "The database did not answer. Try again; with the same client-token nothing is saved"
              + " twice",
          unavailable.getMessage());
    }
  }

  @Test
  void slowStoreIsA503() throws IOException {
    Duration attempt = Duration.ofMillis(200);
    try (FaultyEndpoint endpoint = FaultyEndpoint.silent();
        DynamoDbClient client =
            AwsBox.dynamoDb(endpoint.uri(), attempt.multipliedBy(20), attempt)) {
      StoreUnavailableException unavailable =
          assertThrows(StoreUnavailableException.class, () -> service(client, "chirp").fetch(ID));
      Throwable cause = unavailable.getCause();
      assertTrue(
          cause instanceof ApiCallTimeoutException
              || cause instanceof ApiCallAttemptTimeoutException
              || cause.getCause() instanceof IOException,
          cause::toString);
    }
  }

  @Test
  void refusedConnectionIsA503() throws IOException {
    FaultyEndpoint gone = FaultyEndpoint.silent();
    URI endpoint = gone.uri();
    gone.close();
    assertUnavailable(endpoint, service -> service.fetch(ID));
  }

  @Test
  void missingPermissionIsA500() throws IOException {
    try (FaultyEndpoint endpoint = FaultyEndpoint.answering(400, "AccessDeniedException");
        DynamoDbClient client = AwsBox.dynamoDb(endpoint.uri())) {
      assertThrows(DynamoDbException.class, () -> service(client, "chirp").fetch(ID));
      assertEquals(1, endpoint.requests(), "another try would not help");
    }
  }

  @Test
  void missingTableIsA500(Sandbox sandbox) throws IOException {
    try (DynamoDbClient client = AwsBox.dynamoDb(sandbox)) {
      ChirpService service = service(client, "another");
      assertThrows(
          ResourceNotFoundException.class, () -> service.save("Hello", NO_IMAGE, Optional.empty()));
      assertThrows(ResourceNotFoundException.class, () -> service.fetch(ID));
    }
  }

  @Test
  void savesOnceWhatTheClientRepeatsAfterALostAnswer(Sandbox sandbox) throws IOException {
    try (FaultyEndpoint endpoint = FaultyEndpoint.losingTheFirstAnswerOf(sandbox.endpoint());
        DynamoDbClient lossy = AwsBox.dynamoDb(sandbox, endpoint.uri());
        DynamoDbClient client = AwsBox.dynamoDb(sandbox)) {
      ChirpId id = service(lossy, "chirp").save("Hello", NO_IMAGE, Optional.empty());

      assertEquals(2, endpoint.requests());
      assertEquals(
          List.of(id),
          service(client, "chirp").fetchNewest(10, Optional.empty()).chirps().stream()
              .map(chirp -> chirp.id())
              .toList());
    }
  }

  @Test
  void savesOnceWithATokenWhoseClaimsAnswerWasLost(Sandbox sandbox) throws IOException {
    try (FaultyEndpoint endpoint = FaultyEndpoint.losingTheFirstAnswerOf(sandbox.endpoint());
        DynamoDbClient lossy = AwsBox.dynamoDb(sandbox, endpoint.uri());
        DynamoDbClient client = AwsBox.dynamoDb(sandbox)) {
      ChirpId id = service(lossy, "chirp").save("Hello", NO_IMAGE, TOKEN);

      assertEquals(3, endpoint.requests());
      assertEquals(id, service(client, "chirp").save("Hello", NO_IMAGE, TOKEN));
      assertEquals(1, service(client, "chirp").fetchNewest(10, Optional.empty()).chirps().size());
    }
  }

  /** The timeout of a function without a setting of its own. */
  private static final Duration TIMEOUT = Duration.ofSeconds(9);

  @Test
  void twoSlowCallsEndBeforeTheFunctionsTimeout() {
    Duration toSaySo = Duration.ofMillis(500);
    assertTrue(AwsChirps.CALL.multipliedBy(2).plus(toSaySo).compareTo(TIMEOUT) < 0);
  }

  /** Saves as the functions do, with a client that soon gives up. */
  public static final class Save extends ApiFunction {
    private final DynamoDbClient client;

    Save(DynamoDbClient client) {
      this.client = client;
    }

    @Override
    protected Object handle(ApiRequest request) {
      return Map.of("id", service(client, "chirp").save("Hello", NO_IMAGE, TOKEN).text());
    }
  }

  @Test
  void answers503WhenTheClaimIsStoredAndTheChirpIsNot(Sandbox sandbox) throws IOException {
    Duration attempt = Duration.ofSeconds(1);
    try (FaultyEndpoint endpoint = FaultyEndpoint.silentAfterTheFirstAnswerOf(sandbox.endpoint());
        DynamoDbClient slow =
            AwsBox.dynamoDb(sandbox, endpoint.uri(), attempt.multipliedBy(3), attempt);
        DynamoDbClient client = AwsBox.dynamoDb(sandbox)) {
      LocalResult result =
          LocalInvoker.of(new Save(slow)).withLog(new StringBuilder()).invoke("{}");

      assertEquals(503, result.statusCode());
      ChirpService again = service(client, "chirp");
      assertEquals(0, again.fetchNewest(10, Optional.empty()).chirps().size());
      again.save("Hello", NO_IMAGE, TOKEN);
      assertEquals(1, again.fetchNewest(10, Optional.empty()).chirps().size());
    }
  }

  private static ChirpService service(DynamoDbClient client, String table) {
    return new ChirpService(
        AwsBox.store(client, table, Clock.systemUTC()),
        new FakeImageLinks(),
        Clock.systemUTC(),
        new Random(1));
  }
}
