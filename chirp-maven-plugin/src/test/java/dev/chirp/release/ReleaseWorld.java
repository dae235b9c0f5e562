package dev.chirp.release;

import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsSettings;
import dev.chirp.core.Ownership;
import dev.chirp.core.Progress;
import dev.chirp.core.Release;
import dev.chirp.core.Time;
import dev.chirp.sandbox.http.Answer;
import dev.chirp.sandbox.http.Call;
import dev.chirp.sandbox.http.Server;
import dev.chirp.sandbox.http.Service;
import dev.chirp.sandbox.lambda.Changes;
import dev.chirp.sandbox.lambda.LambdaService;
import dev.chirp.sandbox.lambda.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;

/** A sandbox with functions in it, a clock that need not be waited for, and scripted faults. */
final class ReleaseWorld implements AutoCloseable {
  static final AliasName LIVE = new AliasName("live");
  static final Ownership OWNER = new Ownership("acme:api");

  private static final List<String> READS =
      List.of(
          "lambda:GetFunction",
          "lambda:GetAlias",
          "lambda:GetPolicy",
          "lambda:List",
          "sts:GetCallerIdentity");

  /** All actions that reached AWS, each with its path. */
  final List<String> actions = Collections.synchronizedList(new ArrayList<>());

  final List<String> invoked = Collections.synchronizedList(new ArrayList<>());
  final Lines said = new Lines();
  final Aws aws;
  private final Server server;
  private final AtomicLong slept = new AtomicLong();
  private volatile Fault fault = (action, call) -> {};
  private volatile Map<String, String> failures = Map.of();
  private volatile String breaking = "none";
  private volatile int keepVersions = 5;
  private volatile boolean snapStart;

  /** What goes wrong, by action. */
  interface Fault {
    void before(String action, Call call) throws InterruptedException;
  }

  /** What the goal says. */
  static final class Lines implements Progress {
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void say(String line) {
      lines.add(line);
    }

    @Override
    public void warn(String line) {
      lines.add("WARN " + line);
    }

    @Override
    public void detail(String line) {
      lines.add("DEBUG " + line);
    }

    @Override
    public void status(String text) {
      lines.add("STATUS " + text);
    }
  }

  /** The sandbox's clock is the test's. */
  private final class SandboxClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.now().plusMillis(slept.get());
    }
  }

  /** Sleeping takes a millisecond, and the clock believes that it was all that was asked for. */
  private final class QuickTime implements Time {
    @Override
    public Instant now() {
      return Instant.now().plusMillis(slept.get());
    }

    @Override
    public void sleep(Duration duration) throws InterruptedException {
      slept.addAndGet(duration.toMillis());
      Thread.sleep(1);
    }
  }

  ReleaseWorld(Path directory) {
    this(directory, Duration.ZERO);
  }

  /** New functions and versions are pending for so long, on the test's clock. */
  ReleaseWorld(Path directory, Duration pending) {
    Settings settings =
        new Settings(
            directory,
            Changes.taking(pending, Duration.ZERO),
            32,
            Duration.ofMinutes(1),
            List::of,
            "Linux",
            new SandboxClock());
    LambdaService service =
        new LambdaService(
            settings,
            role -> {},
            (call, bucket, key, version) -> Path.of(key),
            (stream, lines) -> {});
    this.server = Server.start(0, Map.of("lambda", service), this::intercept);
    this.aws = Aws.connect(settings(server.endpoint()), new QuickTime());
  }

  private static AwsSettings settings(URI endpoint) {
    return new AwsSettings(
        Optional.empty(),
        Optional.of("eu-west-1"),
        Optional.of(endpoint),
        true,
        Optional.empty(),
        2);
  }

  private Answer intercept(String action, Call call, Service service)
      throws IOException, InterruptedException {
    actions.add(action + " " + call.path());
    fault.before(action, call);
    return service.answer(call);
  }

  void fault(Fault scripted) {
    fault = scripted;
  }

  /** Which functions answer badly from now on, and how. */
  void fail(Map<String, String> other) {
    failures = other;
  }

  /** Memory is used up while that function is invoked. */
  void breakOn(String name) {
    breaking = name;
  }

  void keepVersions(int number) {
    keepVersions = number;
  }

  /** Turns SnapStart on, of the functions and of what is released. */
  void snapStart(String... names) {
    snapStart = true;
    for (String name : names) {
      lambda()
          .updateFunctionConfiguration(
              r ->
                  r.functionName(name)
                      .snapStart(s -> s.applyOn(SnapStartApplyOn.PUBLISHED_VERSIONS)));
    }
  }

  /** Lets time pass. */
  void pass(Duration duration) {
    slept.addAndGet(duration.toMillis());
  }

  /** How long what ran has waited. */
  Duration slept() {
    return Duration.ofMillis(slept.get());
  }

  List<String> writes() {
    return List.copyOf(actions).stream()
        .filter(action -> READS.stream().noneMatch(action::startsWith))
        .toList();
  }

  long count(String action) {
    return List.copyOf(actions).stream().filter(each -> each.startsWith(action + " ")).count();
  }

  LambdaClient lambda() {
    return aws.lambda();
  }

  /** Functions of the project, as if they had been deployed. */
  void create(String... names) {
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
    return new ReleaseRequest(functions, LIVE, sha256, snapStart, keepVersions);
  }

  private Releaser releaser(List<ReleaseFunction> functions) {
    return new Releaser(aws, request(functions), this::failureOf, said);
  }

  /** A release of these functions that a test may interrupt. */
  ReleaseRun run(String... names) {
    return new ReleaseRun(
        new LambdaVersions(aws), request(functions(names)), this::failureOf, said, plan(names));
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

  /** Releases these functions, whose invocation is safe. */
  List<Release> release(String... names) {
    return release(functions(names));
  }

  List<Release> release(List<ReleaseFunction> functions) {
    Releaser releaser = releaser(functions);
    return releaser.apply(releaser.plan(Set.of()), late -> {});
  }

  static List<ReleaseFunction> functions(String... names) {
    return Stream.of(names).map(name -> new ReleaseFunction(name, name, "")).toList();
  }

  Rollback rollback() {
    return new Rollback(aws, OWNER, LIVE, said);
  }

  /** What the alias means. */
  String live(String function) {
    return lambda().getAlias(r -> r.functionName(function).name("live")).functionVersion();
  }

  List<String> versions(String function) {
    return new LambdaVersions(aws).versions(function);
  }

  /** Such as {@code MOVED 2}. */
  static List<String> ends(List<Release> releases) {
    return releases.stream().map(each -> each.kind() + " " + each.version()).toList();
  }

  @Override
  public void close() {
    aws.close();
    server.close();
  }
}
