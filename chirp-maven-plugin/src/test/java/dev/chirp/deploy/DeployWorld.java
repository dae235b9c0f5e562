package dev.chirp.deploy;

import dev.chirp.aws.Aws;
import dev.chirp.aws.AwsSettings;
import dev.chirp.core.CodePackage;
import dev.chirp.core.Ownership;
import dev.chirp.core.Progress;
import dev.chirp.core.Time;
import dev.chirp.sandbox.Sandbox;
import dev.chirp.sandbox.SandboxOptions;
import dev.chirp.sandbox.http.Call;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A sandbox to deploy to, a role in it, a clock that need not be waited for, and scripted faults.
 */
final class DeployWorld implements AutoCloseable {
  static final String TRUST =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},"
          + "\"Action\":\"sts:AssumeRole\"}]}";

  private static final List<String> READS =
      List.of(
          "lambda:GetFunction",
          "iam:GetRole",
          "sts:GetCallerIdentity",
          "s3:ListBucket",
          "logs:DescribeLogGroups");

  /** All actions that reached AWS, each with its function, bucket or role. */
  final List<String> actions = Collections.synchronizedList(new ArrayList<>());

  final List<DeployReport> reported = Collections.synchronizedList(new ArrayList<>());
  final Lines said = new Lines();
  final Sandbox sandbox;

  /** Between {@link #aws} and the sandbox. */
  final AnswerEditor answers;

  final Aws aws;
  final Aws somebodyElse;
  private final Path directory;
  private volatile Fault fault = (action, call) -> {};

  /** What goes wrong, by action. */
  interface Fault {
    void before(String action, Call call) throws InterruptedException;
  }

  /** What the goal says. */
  static final class Lines implements Progress {
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());
    private volatile String breaking = "nothing is said like this";

    /** Memory is used up while a detail with this text is said. */
    void breakOn(String text) {
      breaking = text;
    }

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
      if (line.contains(breaking)) {
        throw new OutOfMemoryError("Java heap space");
      }
    }

    @Override
    public void status(String text) {
      lines.add("STATUS " + text);
    }

    boolean contain(String text) {
      return List.copyOf(lines).stream().anyMatch(line -> line.contains(text));
    }
  }

  /** Sleeping takes a millisecond, and the clock believes that it was all that was asked for. */
  private static final class QuickTime implements Time {
    private final AtomicLong slept = new AtomicLong();

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

  DeployWorld(Path directory, Duration delay) {
    this(directory, delay, new QuickTime());
  }

  DeployWorld(Path directory, Duration delay, Time time) {
    this.directory = directory;
    SandboxOptions options =
        SandboxOptions.in(directory.resolve("sandbox"), List::of)
            .withDelays(delay, delay, Duration.ZERO)
            .withInterceptor(this::intercept);
    this.sandbox = Sandbox.start(options);
    this.answers = AnswerEditor.before(sandbox.endpoint());
    this.aws = Aws.connect(settings(answers.endpoint()), time);
    this.somebodyElse = Aws.connect(settings(sandbox.endpoint()), new QuickTime());
    aws.iam().createRole(r -> r.roleName("chirp-prod").assumeRolePolicyDocument(TRUST));
    actions.clear();
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

  private void intercept(String action, Call call) throws InterruptedException {
    actions.add(action + " " + call.path());
    fault.before(action, call);
  }

  void fault(Fault scripted) {
    fault = scripted;
  }

  List<String> writes() {
    return List.copyOf(actions).stream()
        .filter(action -> READS.stream().noneMatch(action::startsWith))
        .toList();
  }

  long count(String action) {
    return List.copyOf(actions).stream().filter(each -> each.startsWith(action + " ")).count();
  }

  CodePackage zip(String content) throws IOException {
    Path file = directory.resolve(content + ".zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      ZipEntry entry = new ZipEntry("content.txt");
      entry.setTime(0);
      zip.putNextEntry(entry);
      zip.write(content.getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      String sha =
          Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
      return new CodePackage(file, sha, bytes.length, content.length());
    } catch (NoSuchAlgorithmException e) {
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

  static List<FunctionSpec> specs(int count) {
    return IntStream.range(0, count).mapToObj(DeployWorld::spec).toList();
  }

  DeployRequest request(List<FunctionSpec> specs, CodePackage code) {
    return request(specs, code, Optional.empty());
  }

  DeployRequest request(List<FunctionSpec> specs, CodePackage code, Optional<String> bucket) {
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
    return deployer.apply(deployer.plan(), reported::add);
  }

  DeployPlan plan(DeployRequest request) {
    return new Deployer(aws, request, said).plan();
  }

  /** The outcomes, in the order of the functions. */
  static List<Outcome.Kind> kinds(DeployReport report) {
    return report.results().stream().map(result -> result.outcome().kind()).toList();
  }

  @Override
  public void close() {
    aws.close();
    somebodyElse.close();
    answers.close();
    sandbox.close();
  }
}
