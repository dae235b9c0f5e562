package dev.chirp.sandbox;

import dev.chirp.core.ChirpException;
import dev.chirp.sandbox.http.Server;
import dev.chirp.sandbox.http.Service;
import dev.chirp.sandbox.iam.IamService;
import dev.chirp.sandbox.lambda.LambdaService;
import dev.chirp.sandbox.lambda.Settings;
import dev.chirp.sandbox.logs.LogsService;
import dev.chirp.sandbox.s3.S3Service;
import dev.chirp.sandbox.sts.StsService;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A running sandbox. Its state outlives it; the server and the functions' processes do not. */
public final class Sandbox implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String ENDPOINT = "endpoint";

  private final FileChannel lock;
  private final Path directory;
  private final Server server;

  private Sandbox(FileChannel lock, Path directory, Server server) {
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
    FileChannel lock = lock(options.directory());
    try {
      Server server = Server.start(options.port(), services(options), options.interceptor());
      Files.writeString(options.directory().resolve(ENDPOINT), server.endpoint().toString());
      return new Sandbox(lock, options.directory(), server);
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot write to " + options.directory(), e);
    } catch (RuntimeException e) {
      closeQuietly(lock);
      throw e;
    }
  }

  private static Map<String, Service> services(SandboxOptions options) {
    Path directory = options.directory();
    IamService iam = new IamService(directory, options.roleDelay(), Clock.systemUTC());
    S3Service s3 = new S3Service(directory.resolve("s3"));
    LogsService logs = new LogsService(directory.resolve("logs"));
    Settings settings =
        new Settings(
            directory.resolve("lambda"),
            options.pending(),
            options.inProgress(),
            options.runtimeInterfaceClient(),
            Clock.systemUTC());
    Map<String, Service> services = new LinkedHashMap<>();
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

  /** What to set so that AWS's own tools speak to the sandbox. */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_ENDPOINT_URL", endpoint().toString());
    variables.put("AWS_ACCESS_KEY_ID", "000000000000");
    variables.put("AWS_SECRET_ACCESS_KEY", "sandbox");
    variables.put("AWS_REGION", "us-east-1");
    variables.put("AWS_DEFAULT_REGION", "us-east-1");
    return variables;
  }

  /** The endpoint of the sandbox that another process runs on this directory, if one does. */
  public static Optional<URI> runningIn(Path directory) {
    if (!Files.exists(directory.resolve(LOCK))) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock ours = channel.tryLock()) {
      return ours == null ? Optional.of(endpointIn(directory)) : Optional.empty();
    } catch (OverlappingFileLockException e) {
      return Optional.of(endpointIn(directory));
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot read " + directory, e);
    }
  }

  private static URI endpointIn(Path directory) {
    try {
      return URI.create(Files.readString(directory.resolve(ENDPOINT)));
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot read " + directory, e);
    }
  }

  @Override
  public void close() {
    server.close();
    try {
      Files.deleteIfExists(directory.resolve(ENDPOINT));
    } catch (IOException ignored) {
      // It is only read while the lock is held.
    }
    closeQuietly(lock);
  }

  private static FileChannel lock(Path directory) {
    try {
      Files.createDirectories(directory);
      FileChannel channel =
          FileChannel.open(
              directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(channel)) {
        channel.close();
        throw ChirpException.project("Another sandbox uses '%s'.".formatted(directory));
      }
      return channel;
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot write to '%s'.".formatted(directory), e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException ignored) {
      // Another thread of this process has it.
      return false;
    }
  }

  private static void closeQuietly(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException ignored) {
      // The lock ends with the process at the latest.
    }
  }
}
