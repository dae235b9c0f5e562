package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Call;
import dev.chirp.internal.sandbox.http.Response;
import dev.chirp.internal.sandbox.http.Server;
import dev.chirp.internal.sandbox.http.Service;
import dev.chirp.internal.sandbox.server.AwsClients;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateFunctionRequest;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** The sandbox's Lambda alone, with the test's clock and stand-ins for other services. */
public final class LambdaBox implements AutoCloseable {
  static final Duration PENDING = Duration.ofSeconds(10);
  static final Duration IN_PROGRESS = Duration.ofSeconds(5);
  static final AccessKey KEY = AccessKey.random();
  static final String AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=" + KEY.id() + "/20260101/us-east-1/lambda/aws4_request";
  static final int CONCURRENCY = 2;
  static final Duration RETRY_DELAY = Duration.ofMillis(1);
  static final String ROLE = "arn:aws:iam::000000000000:role/chirp";

  private static final List<String> CLASSES =
      List.of(
          "acme/Deployed.class",
          "acme/Bound.class",
          "acme/Doubled.class",
          "acme/WebAuthorizer.class",
          "acme/WebFunction.class");

  private static final long STARTED = System.nanoTime();

  final ConcurrentLinkedQueue<LogSink.Line> logged = new ConcurrentLinkedQueue<>();
  private final AtomicLong now =
      new AtomicLong(Instant.parse("2026-11-24T01:02:03.456Z").toEpochMilli());
  private volatile boolean runs;
  final BlockingQueue<Throwable> faults = new LinkedBlockingQueue<>();

  /** Sees each line before it is logged. */
  volatile Consumer<List<LogSink.Line>> log = lines -> {};

  private volatile Optional<AwsError> refusal = Optional.empty();
  private final Server server;
  private final AwsClients aws;

  LambdaBox(Path directory) {
    this(directory, RETRY_DELAY);
  }

  /** A box with this delay before a failed event is retried. */
  LambdaBox(Path directory, Duration retryDelay) {
    this(directory, Optional.empty(), "Linux", retryDelay);
  }

  /** A box on an operating system of this name. */
  LambdaBox(Path directory, String operatingSystem) {
    this(directory, Optional.empty(), operatingSystem, RETRY_DELAY);
  }

  /** A box that returns this zip for any bucket and key. */
  LambdaBox(Path directory, Optional<Path> object) {
    this(directory, object, "Linux", RETRY_DELAY);
  }

  private LambdaBox(
      Path directory, Optional<Path> object, String operatingSystem, Duration retryDelay) {
    LambdaService service =
        new LambdaService(
            new LambdaSettings(
                directory,
                Changes.taking(PENDING, IN_PROGRESS),
                CONCURRENCY,
                retryDelay,
                LambdaBox::client,
                operatingSystem,
                new TestClock()),
            role -> {
              if (role.endsWith("/nobody")) {
                throw RequestValidation.invalid(
                    "The role defined for the function cannot be assumed by Lambda.");
              }
            },
            (call, bucket, key, version) -> object.orElseThrow(),
            (stream, lines) -> {
              log.accept(lines);
              logged.addAll(lines);
            });
    this.server =
        Server.start(
            0,
            Map.of("lambda", service),
            KEY,
            this::intercept,
            (request, cause) -> faults.add(cause));
    this.aws = new AwsClients(server.address(), "us-east-1");
  }

  private Response intercept(String action, Call call, Service service) throws IOException {
    if (refusal.isPresent()) {
      throw refusal.get();
    }
    return service.answer(call);
  }

  /** Refuses every request with this error from now on. */
  void refuse(AwsError other) {
    refusal = Optional.of(other);
  }

  LambdaClient lambda() {
    return aws.lambda();
  }

  SandboxAddress address() {
    return server.address();
  }

  URI endpoint() {
    return server.endpoint();
  }

  /** Makes the clock run. */
  void run() {
    runs = true;
  }

  void pass(Duration time) {
    now.addAndGet(time.toMillis());
  }

  /** Sends an asynchronous event. */
  InvokeResponse send(String function, String event) {
    return lambda()
        .invoke(
            i ->
                i.functionName(function)
                    .invocationType(InvocationType.EVENT)
                    .payload(SdkBytes.fromUtf8String("\"" + event + "\"")));
  }

  /** Waits for a logged line with this prefix, as long as a slow machine needs. */
  String awaitLine(String beginning) throws InterruptedException {
    return awaitLines(beginning, 1).get(0);
  }

  /** Waits for this number of logged lines with this prefix. */
  List<String> awaitLines(String beginning, int count) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      List<String> found =
          logged.stream()
              .map(LogSink.Line::text)
              .filter(text -> text.startsWith(beginning))
              .toList();
      if (found.size() >= count) {
        return found;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(
        "'%s' is not logged %d times, but %s".formatted(beginning, count, logged));
  }

  /** Creates a function and waits until it is {@code Active}. */
  void create(String name) {
    lambda().createFunction(request(name).build());
    pass(PENDING);
  }

  CreateFunctionRequest.Builder request(String name) {
    return CreateFunctionRequest.builder()
        .functionName(name)
        .role(ROLE)
        .runtime("java17")
        .handler("acme.Deployed")
        .memorySize(512)
        .timeout(20)
        .code(code -> code.zipFile(zip("first")));
  }

  /** A zip with the function's classes, their dependencies, and a word that makes zips differ. */
  public static SdkBytes zip(String word) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, "word.txt", word.getBytes(StandardCharsets.UTF_8));
      for (String name : CLASSES) {
        try (InputStream in = LambdaBox.class.getResourceAsStream("/" + name)) {
          add(zip, name, in.readAllBytes());
        }
      }
      for (Path jar : jars("aws-lambda-java-core")) {
        add(zip, "lib/" + jar.getFileName(), Files.readAllBytes(jar));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }

  /** The sandbox's file name for this zip. */
  static String hash(String word) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(zip(word).asByteArray());
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static SdkBytes zipOf(String entry) {
    return zipOf(entry, new byte[0]);
  }

  static SdkBytes zipOf(String entry, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      add(zip, entry, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SdkBytes.fromByteArray(bytes.toByteArray());
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(0); // for reproducible bytes
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  /** The jars of AWS's runtime interface client. */
  public static List<Path> client() {
    return jars("aws-lambda-java-|utils-lite-");
  }

  private static List<Path> jars(String prefixes) {
    return List.of(System.getProperty("java.class.path").split(File.pathSeparator, -1)).stream()
        .map(Path::of)
        .filter(path -> path.getFileName().toString().matches("(" + prefixes + ").*jar"))
        .toList();
  }

  @Override
  public void close() {
    aws.close();
    server.close();
  }

  private final class TestClock extends Clock {
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
      return Instant.ofEpochMilli(now.get()).plusNanos(runs ? System.nanoTime() - STARTED : 0);
    }
  }
}
