package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Time;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewayv2.ApiGatewayV2Client;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * AWS in one region, called with one identity. Creates a client for each service on first use.
 * Thread-safe.
 */
public final class Aws implements AutoCloseable {
  private final AwsSettings settings;
  private final Proxies proxies;
  private final Credentials credentials;
  private final SdkClients clients;
  private final Region region;
  private final Time time;
  private final ThrottledCalls calls;
  private final Lazy<Identity> identity = new Lazy<>(this::callerIdentity);

  private Aws(
      AwsSettings settings, Proxies proxies, Credentials credentials, Region region, Time time) {
    this.settings = settings;
    this.proxies = proxies;
    this.credentials = credentials;
    this.region = region;
    this.clients = new SdkClients(settings, proxies, credentials, region);
    this.time = time;
    this.calls = new ThrottledCalls(settings.maxAttempts(), time);
  }

  /**
   * Finds region and credentials, and calls nothing yet.
   *
   * @throws ChirpException if there is no region, no such profile, or no credentials
   */
  public static Aws connect(AwsSettings settings) {
    return connect(settings, Time.SYSTEM);
  }

  /** Connects with the given clock for all waits. */
  public static Aws connect(AwsSettings settings, Time time) {
    return connect(settings, time, Proxies.or(target -> Optional.empty()));
  }

  /** Connects through the given proxies. */
  public static Aws connect(AwsSettings settings, Time time, Proxies proxies) {
    Credentials credentials = Credentials.of(settings, proxies);
    try {
      Aws aws = new Aws(settings, proxies, credentials, credentials.region(), time);
      credentials.check();
      return aws;
    } catch (RuntimeException e) {
      credentials.close();
      throw e;
    }
  }

  /** The region, such as {@code eu-west-1}. */
  public String region() {
    return region.id();
  }

  /** The second field of each ARN: {@code aws}, {@code aws-cn}, {@code aws-us-gov}, … */
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
   * Returns the caller's identity. AWS is asked only once.
   *
   * @throws ChirpException if the account is not the expected one
   */
  public Identity identity() {
    return identity.get();
  }

  /**
   * Creates the clients that a deploy needs, which takes half a second. Calls nothing.
   *
   * @param throughBucket whether the deploy also needs S3
   */
  public void prepare(boolean throughBucket) {
    clients.sts();
    iam();
    lambda();
    if (throughBucket) {
      s3();
    }
  }

  public ApiGatewayV2Client apiGateway() {
    return clients.apiGateway();
  }

  /**
   * Opens a connection to a URL that is not one of AWS's services, such as the project's API.
   *
   * @param timeout how long a response may take
   */
  public HttpURLConnection connection(URI target, Duration timeout) {
    return clients.connections(timeout).createConnection(target);
  }

  public LambdaClient lambda() {
    return clients.lambda();
  }

  /**
   * Returns a client for {@code Invoke}.
   *
   * @param timeout how long to wait for a response; longer than the function's own timeout
   */
  public LambdaClient invoker(Duration timeout) {
    return clients.lambda(timeout);
  }

  /**
   * Returns a client that uploads zips to Lambda. An attempt may take as long as the zip needs; a
   * stalled attempt is repeated.
   *
   * @param bytes the size of the zip; the request sends it in base64, which is a third larger
   * @param parallel how many uploads share the bandwidth
   */
  public LambdaClient uploader(long bytes, int parallel) {
    return clients.lambdaUploader(bytes * 4 / 3 * parallel);
  }

  /**
   * Returns a client that puts objects. Use {@link #s3} for all other S3 calls.
   *
   * @param bytes the size of the object
   * @param atMost shortens the time for an attempt
   */
  public S3Client s3Uploader(long bytes, UnaryOperator<Duration> atMost) {
    return clients.s3Uploader(bytes, atMost);
  }

  public IamClient iam() {
    return clients.iam();
  }

  public S3Client s3() {
    return clients.s3();
  }

  public CloudWatchLogsClient logs() {
    return clients.logs();
  }

  /**
   * Makes one call: waits for the rate limit, retries where that is safe, and turns a failure into
   * a message. An invocation is attempted once, because the function may have run. A create or
   * update is repeated only if AWS said that it did nothing. Throttled calls of Lambda and API
   * Gateway are retried for a minute.
   *
   * @param action as IAM spells it: {@code lambda:CreateFunction}
   * @param resource in the user's words: {@code function 'chirp_server_status'}
   */
  public <T> T call(String action, String resource, Supplier<T> call) {
    try {
      return calls.make(action, call);
    } catch (SdkException e) {
      throw new AwsFailures(settings, proxies, region.id()).of(action, resource, e);
    }
  }

  /**
   * Returns all items that AWS lists in pages. Each page is a call of its own, with its own rate
   * limit and retries.
   *
   * @param page requests a page, given the previous page's marker, which is empty for the first
   * @param items the items of a page
   * @param next the marker of the next page; null after the last page
   */
  public <P, T> List<T> list(
      String action,
      String resource,
      Function<Optional<String>, P> page,
      Function<P, List<T>> items,
      Function<P, String> next) {
    List<T> all = new ArrayList<>();
    Optional<String> marker = Optional.empty();
    do {
      Optional<String> from = marker;
      P found = call(action, resource, () -> page.apply(from));
      all.addAll(items.apply(found));
      marker = Optional.ofNullable(next.apply(found));
    } while (marker.isPresent());
    return all;
  }

  @Override
  public void close() {
    clients.close();
    credentials.close();
  }

  private Identity callerIdentity() {
    GetCallerIdentityResponse caller =
        call("sts:GetCallerIdentity", "the account", () -> clients.sts().getCallerIdentity());
    Identity found = Identity.of(caller.account(), caller.arn());
    settings
        .expectedAccount()
        .filter(expected -> !expected.equals(found.account()))
        .ifPresent(
            expected -> {
              throw ChirpException.project(
                  "These credentials belong to account %s (%s), but chirp.expectedAccount is '%s'. Nothing was changed."
                      .formatted(found.account(), found.principal(), expected));
            });
    return found;
  }
}
