package dev.chirp.internal.aws;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Time;
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
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * AWS in one region and in one name: a client for each service, made when first asked for. Safe for
 * many threads.
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
   * Finds region and credentials; calls nothing yet.
   *
   * @throws ChirpException when there is no region, no such profile, or no credentials
   */
  public static Aws connect(AwsSettings settings) {
    return connect(settings, Time.SYSTEM);
  }

  public static Aws connect(AwsSettings settings, Time time) {
    return connect(settings, time, Proxies.or(target -> Optional.empty()));
  }

  /** By way of these proxies. */
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
    clients.sts();
    iam();
    lambda();
    if (throughBucket) {
      s3();
    }
  }

  public LambdaClient lambda() {
    return clients.lambda();
  }

  /**
   * A client for {@code Invoke}.
   *
   * @param timeout how long to wait for an answer; longer than the function's own timeout
   */
  public LambdaClient invoker(Duration timeout) {
    return clients.lambda(timeout);
  }

  /**
   * A client for calls whose body is a zip: each attempt takes as long as the zip needs, and a
   * stalled one is made again.
   *
   * @param bytes of the zip; the request has it in base64, which is a third more
   * @param parallel how many such calls share the line
   */
  public LambdaClient uploader(long bytes, int parallel) {
    return clients.lambdaUploader(bytes * 4 / 3 * parallel);
  }

  /**
   * A client to put an object with; {@link #s3} is for all else.
   *
   * @param bytes of the object
   * @param atMost makes an attempt's time shorter than the object needs
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
   * Makes one call: waits for its turn, repeats it where that helps, and words its failure. What
   * invokes a function is tried once: it may have run. What creates or changes one is repeated only
   * if AWS said that it did nothing. What Lambda has too many of is repeated for a minute.
   *
   * @param action as IAM spells it: {@code lambda:CreateFunction}
   * @param resource what it is done to, in the user's words: {@code function 'chirp_server_status'}
   */
  public <T> T call(String action, String resource, Supplier<T> call) {
    try {
      return calls.make(action, call);
    } catch (SdkException e) {
      throw new AwsFailures(settings, proxies, region.id()).of(action, resource, e);
    }
  }

  /**
   * All that AWS lists in pages. Each page is a call: it waits for its turn, and is made again
   * alone.
   *
   * @param page to send, after the marker of the page before; the first has none
   * @param items of a page
   * @param next the marker of a page's end; none after the last
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
                  "These are credentials of account %s (%s), but chirp.expectedAccount is '%s'. Nothing was changed."
                      .formatted(found.account(), found.principal(), expected));
            });
    return found;
  }
}
