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
 * The service on AWS: made once for the process, with the first function that asks, and kept for
 * all requests. Table and bucket are named by the environment. Where AWS is, AWS's own variables
 * say: on Lambda its region and the role's credentials, in a local run the sandbox.
 */
public final class AwsChirps {

  /**
   * What a call may take with all its tries. A request makes two at most, or asks for parts of a
   * page for as long as one, so it ends before the function does: nine seconds, less what it takes
   * to say so.
   */
  static final Duration CALL = Duration.ofSeconds(4);

  private static final Duration ATTEMPT = Duration.ofSeconds(3);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 3;

  private AwsChirps() {}

  public static ChirpService service() {
    return Service.INSTANCE;
  }

  /** A client that gives up in time, however DynamoDB fails; AWS's own would try for minutes. */
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

  /** The JVM makes it when it is first used, and once. */
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
