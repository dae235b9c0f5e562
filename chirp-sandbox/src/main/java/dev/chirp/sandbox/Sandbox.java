package dev.chirp.sandbox;

import dev.chirp.core.ChirpException;
import dev.chirp.core.OwnerOnly;
import dev.chirp.core.SandboxAddress;
import dev.chirp.sandbox.dynamodb.DynamoDbService;
import dev.chirp.sandbox.http.AccessKey;
import dev.chirp.sandbox.http.AwsError;
import dev.chirp.sandbox.http.Server;
import dev.chirp.sandbox.http.Service;
import dev.chirp.sandbox.iam.IamService;
import dev.chirp.sandbox.lambda.LambdaService;
import dev.chirp.sandbox.lambda.LambdaSettings;
import dev.chirp.sandbox.logs.LogsService;
import dev.chirp.sandbox.s3.S3Service;
import dev.chirp.sandbox.sts.StsService;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A running sandbox. Its state outlives it; the server, its access key and the functions' processes
 * do not.
 */
public final class Sandbox implements AutoCloseable {
  /** Lambda allows an account 1000; here each is a JVM on this machine. */
  private static final int CONCURRENCY = 32;

  /** Lambda's own. */
  private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

  private final DirectoryLock lock;
  private final Path directory;
  private final Server server;
  private boolean closed;

  private Sandbox(DirectoryLock lock, Path directory, Server server) {
    this.lock = lock;
    this.directory = directory;
    this.server = server;
  }

  /**
   * Starts the server.
   *
   * @throws ChirpException when the port is taken, or another sandbox uses the directory
   */
  public static Sandbox start(SandboxOptions options) {
    return tryStart(options)
        .orElseThrow(
            () ->
                ChirpException.project(
                    "Another sandbox uses '%s'.".formatted(options.directory())));
  }

  /**
   * Starts the server, unless another sandbox uses the directory.
   *
   * @throws ChirpException when the port is taken
   */
  public static Optional<Sandbox> tryStart(SandboxOptions options) {
    return DirectoryLock.of(options.directory()).map(lock -> started(lock, options));
  }

  private static Sandbox started(DirectoryLock lock, SandboxOptions options) {
    try {
      AddressFile.in(options.directory()).delete(); // one that was killed left it
      AccessKey key = AccessKey.random();
      OwnerOnly.restrictTree(options.directory()); // older versions left it readable
      Server server =
          Server.start(
              options.port(),
              services(options, key),
              key,
              whileThere(lock, options),
              options.faults());
      return new Sandbox(lock, options.directory(), server);
    } catch (IOException e) {
      lock.close();
      throw ChirpException.execution("The sandbox cannot write to " + options.directory(), e);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  /** One whose state is gone does nothing more: what is there now is another's. */
  private static Server.Interceptor whileThere(DirectoryLock lock, SandboxOptions options) {
    return (action, call, service) -> {
      if (!lock.isThere()) {
        throw new AwsError(
            410,
            "SandboxRemoved",
            "This sandbox does nothing more: its state was removed (mvn clean).");
      }
      return options.interceptor().answer(action, call, service);
    };
  }

  private static Map<String, Service> services(SandboxOptions options, AccessKey key) {
    Path directory = options.directory();
    IamService iam = new IamService(directory, options.roleDelay(), options.clock());
    S3Service s3 = new S3Service(directory.resolve("s3"), key::admits, options.clock());
    LogsService logs = new LogsService(directory.resolve("logs"));
    LambdaSettings settings =
        new LambdaSettings(
            directory.resolve("lambda"),
            options.changes(),
            CONCURRENCY,
            RETRY_DELAY,
            options.runtimeInterfaceClient(),
            System.getProperty("os.name", ""),
            options.clock());
    Map<String, Service> services = new LinkedHashMap<>();
    services.put("dynamodb", new DynamoDbService(directory.resolve("dynamodb"), options.tables()));
    services.put("iam", iam);
    services.put("lambda", new LambdaService(settings, iam, s3, logs));
    services.put("logs", logs);
    services.put("s3", s3);
    services.put("sts", new StsService());
    return services;
  }

  public URI endpoint() {
    return server.endpoint();
  }

  /** What a client needs to reach the sandbox: its endpoint and its access key. */
  public SandboxAddress address() {
    return server.address();
  }

  /** What to set so that AWS's own tools speak to the sandbox. */
  public Map<String, String> environment() {
    return address().environment();
  }

  /** The error, such as an OutOfMemoryError, that has ended it by itself. */
  public Optional<Throwable> failure() {
    return server.failure();
  }

  /** Whether its state was removed, so that it can do no more. */
  public boolean isRemoved() {
    return !lock.isThere();
  }

  /** Lets other processes use this sandbox, for one that stays. */
  public void publish() {
    try {
      AddressFile.in(directory).write(address());
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot write to " + directory, e);
    }
  }

  /**
   * The address of a sandbox that this user's other processes may use. To be asked only after
   * {@link #tryStart} has found the directory in use: then whoever uses it has removed what a
   * killed one left.
   */
  public static Optional<SandboxAddress> publishedIn(Path directory) {
    try {
      return AddressFile.in(directory).read();
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot read " + directory, e);
    }
  }

  @Override
  public synchronized void close() {
    if (closed) {
      // What is there now is another's.
      return;
    }
    closed = true;
    server.close();
    try {
      if (lock.isThere()) {
        AddressFile.in(directory).delete();
      }
    } catch (IOException ignored) {
      // The next one removes it.
    }
    lock.close();
  }
}
