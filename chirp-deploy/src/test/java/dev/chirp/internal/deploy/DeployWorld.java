package dev.chirp.internal.deploy;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.fault.Script;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.aws.TimeLimit;
import dev.chirp.internal.pack.CodePackage;
import dev.chirp.internal.sandbox.lambda.Changes.Change;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.TestTime;
import dev.chirp.testkit.TrustPolicies;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** A sandbox to deploy to, with a role, its own clock, and any faults that a test adds. */
public final class DeployWorld implements AutoCloseable {
  private static final List<String> READS =
      List.of(
          "lambda:GetFunction",
          "iam:GetRole",
          "sts:GetCallerIdentity",
          "s3:ListBucket",
          "logs:DescribeLogGroups",
          "logs:ListTagsForResource");

  final List<DeployReport> reported = Collections.synchronizedList(new ArrayList<>());
  final RecordedProgress said = new RecordedProgress();
  final FaultySandbox sandbox;
  final Aws aws;
  private final Path directory;

  DeployWorld(Path directory) {
    this(directory, Duration.ZERO);
  }

  /**
   * Starts the sandbox.
   *
   * @param delay of each change to a function
   */
  DeployWorld(Path directory, Duration delay) {
    this(directory, delay, Duration.ZERO);
  }

  /** Starts a sandbox whose role cannot be assumed at first. */
  static DeployWorld withRoleDelay(Path directory, Duration delay) {
    return new DeployWorld(directory, Duration.ZERO, delay);
  }

  private DeployWorld(Path directory, Duration delay, Duration roleDelay) {
    this.directory = directory;
    this.sandbox = new FaultySandbox(directory.resolve("sandbox"), roleDelay);
    this.aws = sandbox.connect();
    if (!delay.isZero()) {
      changes().on("lambda:*").then(FaultySandbox.taking(delay));
    }
    aws.iam()
        .createRole(r -> r.roleName("chirp-prod").assumeRolePolicyDocument(TrustPolicies.LAMBDA));
    faults().forget();
  }

  TestTime time() {
    return sandbox.time;
  }

  Script<Fault> faults() {
    return sandbox.faults;
  }

  Script<Change> changes() {
    return sandbox.changes;
  }

  LambdaClient somebodyElse() {
    return sandbox.somebodyElse;
  }

  /** The bucket for zips. */
  Optional<String> makeBucket() {
    aws.s3()
        .createBucket(
            r ->
                r.bucket("acme-code")
                    .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    return Optional.of("acme-code");
  }

  List<String> writes() {
    return faults().past().stream()
        .map(Script.Moment::toString)
        .filter(action -> READS.stream().noneMatch(action::startsWith))
        .toList();
  }

  long count(String action) {
    return faults().count(action);
  }

  /** Creates a zip with this content. */
  CodePackage zip(String content) {
    return zip(content, content.getBytes(StandardCharsets.UTF_8));
  }

  CodePackage zip(String name, byte[] content) {
    Path file = directory.resolve(name + ".zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry("content.txt");
      entry.setTime(0);
      zip.putNextEntry(entry);
      zip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed(file, content.length);
  }

  private static CodePackage packed(Path file, long unzipped) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new CodePackage(file, Base64.getEncoder().encodeToString(sha), bytes.length, unzipped);
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static FunctionSpec spec(int number) {
    return spec(number, 512, Map.of("TABLE", "canary-value"));
  }

  static FunctionSpec spec(int number, int memorySize, Map<String, String> environment) {
    return new FunctionSpec(
        "f" + number,
        "chirp_f" + number,
        "acme.F" + number + "::handleRequest",
        "java21",
        "",
        memorySize,
        9,
        "x86_64",
        environment,
        "",
        new Ownership("acme:api").tags());
  }

  public static List<FunctionSpec> specs(int count) {
    return IntStream.range(0, count).mapToObj(DeployWorld::spec).toList();
  }

  DeployRequest request(List<FunctionSpec> specs, CodePackage code) {
    return request(specs, code, Optional.empty());
  }

  DeployRequest request(List<FunctionSpec> specs, CodePackage code, Optional<String> bucket) {
    return requested(specs, code, bucket);
  }

  public static DeployRequest requested(
      List<FunctionSpec> specs, CodePackage code, Optional<String> bucket) {
    return new DeployRequest(
        specs,
        code,
        new Ownership("acme:api"),
        new ExecutionRole(Optional.empty(), "chirp-prod", "/"),
        bucket,
        false,
        false,
        OptionalInt.empty());
  }

  DeployReport deploy(DeployRequest request) {
    Deployer deployer = new Deployer(aws, request, said);
    return apply(deployer, deployer.plan());
  }

  /** Applies the plan in a run of its own. */
  DeployReport apply(Deployer deployer, DeployPlan plan) {
    return apply(deployer, plan, TimeLimit.NONE, reported::add);
  }

  DeployReport apply(
      Deployer deployer, DeployPlan plan, TimeLimit limit, Consumer<DeployReport> late) {
    try (StartGate gate = StartGate.begin(said).within(limit)) {
      DeployReport report = deployer.apply(plan, late, gate);
      reported.add(report);
      return report;
    }
  }

  DeployPlan plan(DeployRequest request) {
    return new Deployer(aws, request, said).plan();
  }

  /** Returns the time since the clock started. */
  Duration passed() {
    return Duration.between(TestTime.START, time().instant());
  }

  /** Deploys all functions from one zip with this content. */
  DeployReport deploy(int functions, String content) {
    return deploy(request(specs(functions), zip(content)));
  }

  /** Does the same through the bucket, which exists. */
  DeployReport deployThroughBucket(int functions, String content) {
    return deploy(request(specs(functions), zip(content), Optional.of("acme-code")));
  }

  /** Returns the outcomes, in the order of the functions. */
  static List<DeployOutcome.Kind> kinds(DeployReport report) {
    return report.results().stream().map(result -> result.outcome().kind()).toList();
  }

  @Override
  public void close() {
    aws.close();
    sandbox.close();
  }
}
