package dev.chirp.internal.aws;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The SDK's clients: their endpoint, identity and timeouts. They retry nothing; {@link Retries}
 * does. Clients for control calls are created on first use. Thread-safe.
 */
final class SdkClients implements AutoCloseable {
  /** The time limit for one attempt of a control call. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(30);

  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(10);

  /** The least time for an upload. Lambda unpacks the zip before it responds. */
  private static final long UPLOAD_SECONDS = 60;

  /** The slowest bandwidth that counts as working. */
  private static final int BYTES_PER_SECOND = 256 << 10;

  private final AwsSettings settings;
  private final Proxies proxies;
  private final Credentials credentials;
  private final Region region;
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Lazy<ApiGatewayV2Client> apiGateway =
      new Lazy<>(() -> build(ApiGatewayV2Client.builder(), ATTEMPT_TIMEOUT, this::withPatch));
  private final Lazy<LambdaClient> lambda = new Lazy<>(() -> control(LambdaClient.builder()));
  private final Lazy<IamClient> iam = new Lazy<>(() -> control(IamClient.builder()));
  private final Lazy<StsClient> sts = new Lazy<>(() -> control(StsClient.builder()));
  private final Lazy<CloudWatchLogsClient> logs =
      new Lazy<>(() -> control(CloudWatchLogsClient.builder()));
  private final Lazy<S3Client> s3 = new Lazy<>(() -> control(s3Builder()));

  SdkClients(AwsSettings settings, Proxies proxies, Credentials credentials, Region region) {
    this.settings = settings;
    this.proxies = proxies;
    this.credentials = credentials;
    this.region = region;
  }

  ApiGatewayV2Client apiGateway() {
    return apiGateway.get();
  }

  LambdaClient lambda() {
    return lambda.get();
  }

  IamClient iam() {
    return iam.get();
  }

  StsClient sts() {
    return sts.get();
  }

  CloudWatchLogsClient logs() {
    return logs.get();
  }

  S3Client s3() {
    return s3.get();
  }

  /** Returns a client with this time limit for an attempt. */
  LambdaClient lambda(Duration timeout) {
    return build(LambdaClient.builder(), timeout);
  }

  /** Returns a client for uploads of this size. An attempt may take as long as they need. */
  LambdaClient lambdaUploader(long bytes) {
    return build(LambdaClient.builder(), uploadTime(bytes));
  }

  /** Returns a client for uploads of this size, whose time limit the caller may shorten. */
  S3Client s3Uploader(long bytes, UnaryOperator<Duration> atMost) {
    return build(s3Builder(), atMost.apply(uploadTime(bytes)));
  }

  private static Duration uploadTime(long bytes) {
    return Duration.ofSeconds(Math.max(UPLOAD_SECONDS, bytes / BYTES_PER_SECOND));
  }

  private S3ClientBuilder s3Builder() {
    S3ClientBuilder builder = S3Client.builder();
    if (settings.endpointUrl().isPresent()) {
      // Some S3-compatible stores do not support the SDK's default checksums. CodeSha256 is checked
      // anyway.
      builder.requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED);
      builder.responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
      builder.forcePathStyle(true);
    }
    return builder;
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends AutoCloseable>
      C control(B builder) {
    return build(builder, ATTEMPT_TIMEOUT);
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends AutoCloseable>
      C build(B builder, Duration timeout) {
    return build(builder, timeout, limit -> UrlConnectionHttpClient.create(connections(limit)));
  }

  private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C extends AutoCloseable>
      C build(B builder, Duration timeout, Function<Duration, SdkHttpClient> connector) {
    boolean isLocal = settings.isOnThisMachine();
    if (isLocal) {
      // The SDK does not allow these together with a custom endpoint.
      builder.fipsEnabled(false).dualstackEnabled(false);
    }
    SdkHttpClient http = connector.apply(timeout);
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

  @Override
  public void close() {
    synchronized (opened) {
      opened.forEach(SdkClients::closeQuietly);
      opened.clear();
    }
  }

  /** Returns a client with {@code PATCH}, which the JDK's HttpURLConnection does not have. */
  private SdkHttpClient withPatch(Duration timeout) {
    Apache5HttpClient.Builder client =
        Apache5HttpClient.builder().connectionTimeout(CONNECTION_TIMEOUT).socketTimeout(timeout);
    ProxyConfiguration.Builder proxy =
        ProxyConfiguration.builder()
            .useSystemPropertyValues(false)
            .useEnvironmentVariableValues(false);
    URI target = URI.create("https://apigateway.%s.amazonaws.com".formatted(region.id()));
    Optional<HttpsProxy> found = settings.isOnThisMachine() ? Optional.empty() : proxies.of(target);
    found.ifPresent(
        is -> {
          proxy.endpoint(URI.create("http://%s:%d".formatted(is.host(), is.port())));
          is.user().ifPresent(user -> proxy.username(user).password(is.password()));
        });
    return client.proxyConfiguration(proxy.build()).build();
  }

  /**
   * Opens connections as the clients do.
   *
   * @param timeout how long a response may take
   */
  Connections connections(Duration timeout) {
    return new Connections(proxies, settings.isOnThisMachine(), CONNECTION_TIMEOUT, timeout);
  }

  private static void closeQuietly(AutoCloseable client) {
    try {
      client.close();
    } catch (Exception ignored) {
      // A client holds only sockets, and the goal is over.
    }
  }
}
