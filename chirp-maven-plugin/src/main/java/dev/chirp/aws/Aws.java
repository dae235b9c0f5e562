package dev.chirp.aws;

import dev.chirp.core.ChirpException;
import dev.chirp.core.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * AWS in one region and in one name: a client for each service, made when first asked for. Safe for
 * many threads.
 */
public final class Aws implements AutoCloseable {
  /** A control call that takes longer is tried again. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(30);

  /** Lambda unpacks what it got before it answers. */
  private static final long UPLOAD_SECONDS = 60;

  /** A slower line than that is taken for a broken one. */
  private static final int BYTES_PER_SECOND = 256 << 10;

  /** Lambda allows 15 calls a second; some are left for whoever else works in the account. */
  private static final int CALLS_PER_SECOND = 10;

  /** Of {@code GetFunction} Lambda allows 100 a second. */
  private static final int READS_PER_SECOND = 60;

  private static final String INVOKE = "lambda:InvokeFunction";

  /** After a lost answer the function is read before any of these is made again. */
  private static final Set<String> READ_FIRST =
      Set.of(
          "lambda:CreateFunction",
          "lambda:UpdateFunctionCode",
          "lambda:UpdateFunctionConfiguration");

  private final AwsSettings settings;
  private final Credentials credentials;
  private final Region region;
  private final Time time;
  private final RateLimit rateLimit;
  private final RateLimit readLimit;
  private final Retries retries;
  private final Retries lambdaRetries;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Lazy<LambdaClient> lambda = new Lazy<>(() -> client(LambdaClient.builder()));
  private final Lazy<IamClient> iam = new Lazy<>(() -> client(IamClient.builder()));
  private final Lazy<StsClient> sts = new Lazy<>(() -> client(StsClient.builder()));
  private final Lazy<CloudWatchLogsClient> logs =
      new Lazy<>(() -> client(CloudWatchLogsClient.builder()));
  private final Lazy<S3Client> s3 = new Lazy<>(() -> client(s3Builder()));
  private final Lazy<Identity> identity = new Lazy<>(this::callerIdentity);

  private Aws(AwsSettings settings, Credentials credentials, Region region, Time time) {
    this.settings = settings;
    this.credentials = credentials;
    this.region = region;
    this.time = time;
    this.rateLimit = new RateLimit(CALLS_PER_SECOND, time);
    this.readLimit = new RateLimit(READS_PER_SECOND, time);
    this.retries = Retries.of(settings.maxAttempts(), time);
    this.lambdaRetries = Retries.ofRateLimited(settings.maxAttempts(), time);
  }

  /**
   * Finds region and credentials; calls nothing yet.
   *
   * @throws ChirpException when there is no region, no such profile, or no credentials
   */
  public static Aws connect(AwsSettings settings) {
    return connect(settings, Time.SYSTEM);
  }

  public static Aws connect(AwsSettings settings, Time time) {
    Credentials credentials = Credentials.of(settings);
    try {
      Aws aws = new Aws(settings, credentials, credentials.region(), time);
      credentials.check();
      return aws;
    } catch (RuntimeException e) {
      credentials.close();
      throw e;
    }
  }

  /** Such as {@code eu-west-1}. */
  public String region() {
    return region.id();
  }

  /** {@code aws}, {@code aws-cn}, {@code aws-us-gov}, …: the second field of each ARN. */
  public String partition() {
    return PartitionMetadata.of(region).id();
  }

  public AwsSettings settings() {
    return settings;
  }

  /** The clock of all waits. */
  public Time time() {
    return time;
  }

  /**
   * Whose account this is, asked once.
   *
   * @throws ChirpException when it is not the expected account
   */
  public Identity identity() {
    return identity.get();
  }

  /**
   * Makes the clients that a deploy needs, which takes half a second. Calls nothing.
   *
   * @param throughBucket whether it needs S3 too
   */
  public void prepare(boolean throughBucket) {
    sts.get();
    iam();
    lambda();
    if (throughBucket) {
      s3();
    }
  }

  public LambdaClient lambda() {
    return lambda.get();
  }

  /**
   * A client for {@code Invoke}.
   *
   * @param timeout how long to wait for an answer; longer than the function's own timeout
   */
  public LambdaClient invoker(Duration timeout) {
    return build(LambdaClient.builder(), timeout);
  }

  /**
   * A client for calls whose body is a zip: each attempt takes as long as the zip needs, and a
   * stalled one is made again.
   *
   * @param bytes of the zip; the request has it in base64, which is a third more
   * @param parallel how many such calls share the line
   */
  public LambdaClient uploader(long bytes, int parallel) {
    return build(LambdaClient.builder(), uploadTime(bytes * 4 / 3 * parallel));
  }

  /**
   * A client to put an object with; {@link #s3} is for all else.
   *
   * @param bytes of the object
   */
  public S3Client s3Uploader(long bytes) {
    return build(s3Builder(), uploadTime(bytes));
  }

  private static Duration uploadTime(long bytes) {
    return Duration.ofSeconds(Math.max(UPLOAD_SECONDS, bytes / BYTES_PER_SECOND));
  }

  public IamClient iam() {
    return iam.get();
  }

  public S3Client s3() {
    return s3.get();
  }

  public CloudWatchLogsClient logs() {
    return logs.get();
  }

  /**
   * Makes one call: waits for its turn, repeats it where that helps, and words its failure. What
   * invokes a function is tried once: it may have run. What creates or changes one is repeated only
   * if AWS said that it did nothing.
   *
   * @param action as IAM spells it: {@code lambda:CreateFunction}
   * @param resource what it is done to, in the user's words: {@code function 'chirp_server_status'}
   */
  public <T> T call(String action, String resource, Supplier<T> call) {
    Supplier<T> attempt = () -> inTurn(action, call);
    try {
      return (isLambda(action) ? lambdaRetries : retries).call(attempt, e -> mayRepeat(action, e));
    } catch (SdkException e) {
      throw new AwsFailures(settings, region.id()).of(action, resource, e);
    }
  }

  private static boolean isLambda(String action) {
    return action.startsWith("lambda:");
  }

  private static boolean mayRepeat(String action, SdkException e) {
    boolean didNothing = e instanceof AwsServiceException said && said.statusCode() < 500;
    return !action.equals(INVOKE) && (didNothing || !READ_FIRST.contains(action));
  }

  private <T> T inTurn(String action, Supplier<T> call) {
    if (action.equals("lambda:GetFunction")) {
      readLimit.acquire();
    } else if (isLambda(action)) {
      rateLimit.acquire();
    }
    return call.get();
  }

  /** As {@link #call}, and again for up to a minute while AWS says that there are too many. */
  public <T> T callPatiently(String action, String resource, Supplier<T> call) {
    return new PatientCall(time).make(() -> call(action, resource, call));
  }

  @Override
  public void close() {
    synchronized (opened) {
      opened.forEach(Aws::closeQuietly);
      opened.clear();
    }
    credentials.close();
  }

  private static void closeQuietly(AutoCloseable client) {
    try {
      client.close();
    } catch (Exception ignored) {
      // A client holds no more than sockets, and the goal is over.
    }
  }

  private Identity callerIdentity() {
    GetCallerIdentityResponse caller =
        call("sts:GetCallerIdentity", "the account", () -> sts.get().getCallerIdentity());
    Identity found = Identity.of(caller.account(), caller.arn());
    settings
        .expectedAccount()
        .filter(expected -> !expected.equals(found.account()))
        .ifPresent(
            expected -> {
              throw ChirpException.project(
                  "These are credentials of account %s (%s), but chirp.expectedAccount is '%s'. Nothing was changed."
                      .formatted(found.account(), found.principal(), expected));
            });
    return found;
  }

  private S3ClientBuilder s3Builder() {
    S3ClientBuilder builder = S3Client.builder();
    if (settings.endpointUrl().isPresent()) {
      // S3-compatible stores do not all know the SDK's default checksums; CodeSha256 is checked
      // anyway.
      builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
      builder.responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
      builder.forcePathStyle(true);
    }
    return builder;
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends AutoCloseable>
      C client(B builder) {
    return build(builder, ATTEMPT_TIMEOUT);
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends AutoCloseable>
      C build(B builder, Duration timeout) {
    SdkHttpClient http =
        UrlConnectionHttpClient.builder()
            .socketTimeout(timeout)
            .connectionTimeout(Duration.ofSeconds(10))
            .build();
    builder
        .region(region)
        .credentialsProvider(credentials.source())
        .httpClient(http)
        .overrideConfiguration(
            ClientOverrideConfiguration.builder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .apiCallAttemptTimeout(timeout)
                .build());
    settings.endpointUrl().ifPresent(builder::endpointOverride);
    C client = builder.build();
    synchronized (opened) {
      opened.add(client);
      opened.add(http);
    }
    return client;
  }
}
