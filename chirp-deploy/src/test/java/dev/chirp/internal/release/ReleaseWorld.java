package dev.chirp.internal.release;

import dev.chirp.fault.Fault;
import dev.chirp.fault.FaultySandbox;
import dev.chirp.fault.Script;
import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.aws.Ownership;
import dev.chirp.internal.aws.StartGate;
import dev.chirp.internal.aws.TimeLimit;
import dev.chirp.internal.core.AliasName;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Release;
import dev.chirp.internal.sandbox.lambda.Changes.Change;
import dev.chirp.testkit.RecordedProgress;
import dev.chirp.testkit.TestTime;
import dev.chirp.testkit.TrustPolicies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;

/** A sandbox with functions, its own clock, and any faults that a test adds. */
public final class ReleaseWorld implements AutoCloseable {
  public static final AliasName LIVE = new AliasName("live");
  static final Ownership OWNER = new Ownership("acme:api");

  private static final List<String> READS =
      List.of(
          "apigateway:Get",
          "lambda:GetFunction",
          "lambda:GetAlias",
          "lambda:GetPolicy",
          "lambda:List",
          "sts:GetCallerIdentity");

  final List<String> invoked = Collections.synchronizedList(new ArrayList<>());
  public final RecordedProgress said = new RecordedProgress();
  final FaultySandbox sandbox;
  public final Aws aws;
  private volatile TimeLimit timeLimit = TimeLimit.NONE;
  private volatile Map<String, String> failures = Map.of();
  private volatile String breaking = "none";
  private volatile int keepVersions = 5;

  public ReleaseWorld(Path directory) {
    this.sandbox = new FaultySandbox(directory);
    this.aws = sandbox.connect();
    aws.iam()
        .createRole(r -> r.roleName("chirp-prod").assumeRolePolicyDocument(TrustPolicies.LAMBDA));
    faults().forget();
  }

  public TestTime time() {
    return sandbox.time;
  }

  public Script<Fault> faults() {
    return sandbox.faults;
  }

  Script<Change> changes() {
    return sandbox.changes;
  }

  /** Starts the time limit now. */
  void within(Duration limit) {
    timeLimit = TimeLimit.of(time(), limit);
  }

  /** Makes these functions fail from now on, with these reasons. */
  void fail(Map<String, String> other) {
    failures = other;
  }

  /** Runs out of memory while this function is invoked. */
  void breakOn(String name) {
    breaking = name;
  }

  void keepVersions(int number) {
    keepVersions = number;
  }

  /** Turns SnapStart on. */
  void snapStart(String... names) {
    for (String name : names) {
      lambda()
          .updateFunctionConfiguration(
              r ->
                  r.functionName(name)
                      .snapStart(s -> s.applyOn(SnapStartApplyOn.PUBLISHED_VERSIONS)));
    }
  }

  /** Returns what was written since the calls were last forgotten, each with its path. */
  public List<String> writes() {
    return faults().past().stream()
        .map(Script.Moment::toString)
        .filter(action -> READS.stream().noneMatch(action::startsWith))
        .toList();
  }

  public long count(String action) {
    return faults().count(action);
  }

  /** A client for the test's own changes, without faults and not recorded. */
  public LambdaClient lambda() {
    return sandbox.somebodyElse;
  }

  /** Creates functions of the project, as if they had been deployed. */
  public void create(String... names) {
    for (String name : names) {
      create(name, OWNER.tags());
    }
  }

  void create(String name, Map<String, String> tags) {
    lambda()
        .createFunction(
            r ->
                r.functionName(name)
                    .role("arn:aws:iam::000000000000:role/chirp-prod")
                    .runtime("java21")
                    .handler("acme.A")
                    .memorySize(512)
                    .timeout(9)
                    .tags(tags)
                    .code(c -> c.zipFile(zip("one"))));
  }

  void updateCode(String word, String... names) {
    for (String name : names) {
      lambda().updateFunctionCode(r -> r.functionName(name).zipFile(zip(word)));
    }
  }

  private static SdkBytes zip(String content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      ZipEntry entry = new ZipEntry("content.txt");
      entry.setTime(0);
      zip.putNextEntry(entry);
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }

  private ReleaseRequest request(List<ReleaseFunction> functions) {
    String sha256 =
        lambda()
            .getFunction(r -> r.functionName(functions.get(0).functionName()))
            .configuration()
            .codeSha256();
    return new ReleaseRequest(functions, LIVE, sha256, keepVersions);
  }

  private Releaser releaser(List<ReleaseFunction> functions) {
    return new Releaser(aws, request(functions), this::failureOf, said);
  }

  /** Returns a release of these functions that a test may interrupt. */
  ReleaseRun run(String... names) {
    return new ReleaseRun(
        new LambdaVersions(aws),
        request(functions(names)),
        this::failureOf,
        said,
        plan(names),
        MovedTogether.NOTHING);
  }

  /** Runs a release that nothing stops. */
  List<Release> ended(ReleaseRun run) {
    try (StartGate gate = StartGate.begin(said)) {
      return run.run(gate);
    }
  }

  private Optional<String> failureOf(ReleaseFunction function, String version) {
    invoked.add(function.functionName() + ":" + version);
    if (function.functionName().equals(breaking)) {
      throw new OutOfMemoryError("Java heap space");
    }
    return Optional.ofNullable(failures.get(function.functionName()));
  }

  ReleasePlan plan(String... names) {
    return releaser(functions(names)).plan(Set.of());
  }

  /** Releases these functions, which are safe to invoke. */
  public List<Release> release(String... names) {
    return release(functions(names));
  }

  List<Release> release(List<ReleaseFunction> functions) {
    Releaser releaser = releaser(functions);
    ReleasePlan plan = releaser.plan(Set.of());
    try (StartGate gate = StartGate.begin(said).within(timeLimit)) {
      return releaser.apply(plan, late -> {}, gate, MovedTogether.NOTHING);
    }
  }

  /** Releases these functions with a change that fails after the last alias is moved. */
  List<Release> releaseWithoutTheRest(String... names) {
    Releaser releaser = releaser(functions(names));
    ReleasePlan plan = releaser.plan(Set.of());
    try (StartGate gate = StartGate.begin(said)) {
      return releaser.apply(plan, late -> {}, gate, refusing());
    }
  }

  /** A change that always fails. */
  static MovedTogether refusing() {
    return release -> {
      throw ChirpException.project("API Gateway said no to " + release);
    };
  }

  static List<ReleaseFunction> functions(String... names) {
    return Stream.of(names).map(name -> new ReleaseFunction(name, name, "")).toList();
  }

  Rollback rollback() {
    return new Rollback(aws, OWNER, LIVE, said);
  }

  RollbackPlan rollbackPlan(String prefix, Optional<String> only, Optional<String> to) {
    return rollback().plan(prefix, only, to, Optional.empty());
  }

  void rollBack(RollbackPlan plan) {
    try (StartGate gate = StartGate.begin(said)) {
      rollback().apply(plan, gate, MovedTogether.NOTHING);
    }
  }

  /** Returns the version that the alias points to. */
  String live(String function) {
    return lambda().getAlias(r -> r.functionName(function).name("live")).functionVersion();
  }

  /** Returns the beginning of a version's code hash, as plans show it. */
  String code(String function, String version) {
    return new LambdaVersions(aws).find(function, version).orElseThrow().code();
  }

  List<String> versions(String function) {
    return new LambdaVersions(aws).versions(function);
  }

  /** Returns text such as {@code MOVED 2}. */
  static List<String> ends(List<Release> releases) {
    return releases.stream().map(each -> each.kind() + " " + each.version()).toList();
  }

  @Override
  public void close() {
    aws.close();
    sandbox.close();
  }
}
