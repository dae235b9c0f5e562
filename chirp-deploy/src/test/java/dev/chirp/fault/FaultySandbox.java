package dev.chirp.fault;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.AwsSettings;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Service;
import dev.chirp.internal.sandbox.lambda.Changes.Change;
import dev.chirp.internal.sandbox.lambda.Changes.Failure;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.internal.sandbox.server.TokenBucket;
import dev.chirp.testkit.TestTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** A sandbox with the faults that a test adds, on the test's own clock. */
public final class FaultySandbox implements AutoCloseable {
  /** Longer than any test's clock runs. */
  public static final Duration FOR_EVER = Duration.ofDays(36_500);

  private static final String REGION = "eu-west-1";
  private static final String SOMEBODY_ELSE = "x-somebody-else";

  public final TestTime time = new TestTime();

  /** The faults of requests. Requests of {@link #somebodyElse} never fail. */
  public final Script<Fault> faults = new Script<>();

  /** The states of functions. Without a rule, a change takes no time and succeeds. */
  public final Script<Change> changes = new Script<>();

  /**
   * A client that changes the same functions with the same permissions, without faults and not
   * recorded.
   */
  public final LambdaClient somebodyElse;

  private final SandboxServer sandbox;

  public FaultySandbox(Path directory) {
    this(directory, Duration.ZERO);
  }

  /**
   * Starts the sandbox.
   *
   * @param roleDelay the time until a new role can be assumed
   */
  public FaultySandbox(Path directory, Duration roleDelay) {
    this.sandbox =
        SandboxServer.builder()
            .directory(directory)
            .clock(time)
            .changes(this::change, roleDelay)
            .interceptor(this::answer)
            .start();
    this.somebodyElse =
        LambdaClient.builder()
            .endpointOverride(sandbox.endpoint())
            .region(Region.of(REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(sandbox.address().accessKeyId(), "x")))
            .overrideConfiguration(o -> o.putHeader(SOMEBODY_ELSE, "true"))
            .build();
  }

  public SandboxAddress address() {
    return sandbox.address();
  }

  /** Returns settings like a goal's. */
  public AwsSettings settings() {
    return settings(AwsSettings.DEFAULT_MAX_ATTEMPTS);
  }

  public AwsSettings settings(int maxAttempts) {
    return new AwsSettings(
        Optional.empty(),
        Optional.of(REGION),
        Optional.of(sandbox.endpoint()),
        Optional.of(sandbox.address().accessKeyId()),
        Optional.empty(),
        maxAttempts);
  }

  /** Returns AWS on the test's clock. */
  public Aws connect() {
    return Aws.connect(settings(), time);
  }

  /** Returns a change that succeeds after this time. */
  public static Change taking(Duration duration) {
    return new Change(duration, Optional.empty());
  }

  /** Returns a change that fails after this time. */
  public static Change failing(String code, String reason, Duration after) {
    return new Change(after, Optional.of(new Failure(code, reason)));
  }

  /** Applies Lambda's own quotas: 100 GetFunction calls a second, and 15 of all others together. */
  public void throttle() {
    TokenBucket reads = new TokenBucket(100, time);
    TokenBucket others = new TokenBucket(15, time);
    faults
        .on("lambda:*")
        .where(moment -> !(moment.action().equals("lambda:GetFunction") ? reads : others).take())
        .then(Fault.refused(429, "TooManyRequestsException", "Rate exceeded"));
  }

  /** Hides each new function from GetFunction for this time. */
  public void hideNewFunctions(Duration duration) {
    faults
        .on("lambda:GetFunction")
        .where(
            read ->
                faults.past().stream()
                    .filter(made -> made.action().equals("lambda:CreateFunction"))
                    .filter(made -> made.subject().equals(read.subject()))
                    .anyMatch(made -> made.at().plus(duration).isAfter(read.at())))
        .then(Fault.refused(404, "ResourceNotFoundException", "Function not found"));
  }

  private Change change(String action, String function) {
    return changes.next(action, function, time.instant(), "").orElse(taking(Duration.ZERO));
  }

  private Response answer(String action, Call call, Service service)
      throws IOException, InterruptedException {
    if (call.header(SOMEBODY_ELSE).isPresent()) {
      return service.answer(call);
    }
    Subject subject = Subject.of(action, call);
    Optional<Fault> fault =
        faults.next(action, subject.name(), time.instant(), subject.call().path());
    return fault.isPresent()
        ? fault.get().answer(subject.call(), service)
        : service.answer(subject.call());
  }

  @Override
  public void close() {
    somebodyElse.close();
    sandbox.close();
  }
}
