package dev.chirp.example.aws;

import dev.chirp.example.service.ChirpService;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The service on AWS. It is created once per process, by the first function that needs it, and kept
 * for all requests. Environment variables name the table and the bucket. AWS's own variables say
 * where AWS is: on Lambda its region and the role's credentials, in a local run the sandbox.
 */
public final class AwsChirps {

  /**
   * The limit of a call with all its tries. A request makes at most two calls, or fetches parts of
   * a page for as long as one call, so it ends before the function's nine seconds are over.
   */
  static final Duration CALL = Duration.ofSeconds(4);

  private static final Duration ATTEMPT = Duration.ofSeconds(3);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 3;

  private AwsChirps() {}

  public static ChirpService service() {
    return Service.INSTANCE;
  }

  /**
   * A client that gives up in time, however DynamoDB fails. The defaults of the SDK would try for
   * minutes.
   */
  public static DynamoDbClientBuilder dynamoDb(Duration call, Duration attempt) {
    return DynamoDbClient.builder()
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(attempt))
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .apiCallTimeout(call)
                .apiCallAttemptTimeout(attempt)
                .retryStrategy(
                    AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build())
                .build());
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalStateException("The environment variable " + name + " is not set");
    }
    return value;
  }

  /** The JVM creates it once, on first use. */
  private static final class Service {
    static final ChirpService INSTANCE =
        new ChirpService(
            new DynamoDbChirpStore(
                dynamoDb(CALL, ATTEMPT).build(), variable("CHIRP_TABLE"), Clock.systemUTC(), CALL),
            new S3ImageLinks(() -> Presigner.INSTANCE, variable("CHIRP_BUCKET")),
            Clock.systemUTC(),
            new SecureRandom());
  }

  private static final class Presigner {
    static final S3Presigner INSTANCE = S3Presigner.create();
  }
}
