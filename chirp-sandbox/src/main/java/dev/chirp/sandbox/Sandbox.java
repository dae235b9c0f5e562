package dev.chirp.sandbox;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.OwnerOnly;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.http.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A running sandbox: AWS on this machine, at {@link #endpoint()}, for clients with its access key.
 * Its tables, buckets and logs can be looked at without a client.
 *
 * <p>The server, its access key and the functions' processes end with {@link #close()}. The state
 * stays in the builder's folder; without one it is deleted.
 */
public final class Sandbox implements AutoCloseable {
  private final DirectoryLock lock;
  private final StateFolder folder;
  private final String region;
  private final AwsServices services;
  private final Server server;
  private boolean closed;

  private Sandbox(
      DirectoryLock lock, StateFolder folder, String region, AwsServices services, Server server) {
    this.lock = lock;
    this.folder = folder;
    this.region = region;
    this.services = services;
    this.server = server;
  }

  /** The settings of a new sandbox, to change and to start. */
  public static SandboxBuilder builder() {
    return new SandboxBuilder();
  }

  /** Starts the server, unless another sandbox uses the folder. */
  static Optional<Sandbox> start(SandboxBuilder settings, StateFolder folder) {
    return DirectoryLock.of(folder.path()).map(lock -> started(lock, settings, folder));
  }

  private static Sandbox started(DirectoryLock lock, SandboxBuilder settings, StateFolder folder) {
    Path directory = folder.path();
    boolean isStarted = false;
    try {
      AddressFile.in(directory).delete(); // a killed sandbox may have left it
      AccessKey key = AccessKey.random();
      OwnerOnly.restrictTree(directory); // older versions left it readable
      AwsServices services = AwsServices.of(settings, directory, key);
      Server server =
          Server.start(
              settings.port(),
              services.byName(),
              key,
              whileThere(lock, settings.interceptor()),
              settings.faultLog());
      isStarted = true;
      return new Sandbox(lock, folder, settings.region(), services, server);
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot write to " + directory, e);
    } finally {
      if (!isStarted) {
        lock.close();
        folder.release();
      }
    }
  }

  /** Refuses every request once the state is gone: another sandbox may use the folder now. */
  private static Server.Interceptor whileThere(DirectoryLock lock, Server.Interceptor next) {
    return (action, call, service) -> {
      if (!lock.isThere()) {
        throw new AwsError(
            410,
            "SandboxRemoved",
            "This sandbox does nothing more: its state was removed (mvn clean).");
      }
      return next.answer(action, call, service);
    };
  }

  /** The URL that clients use in place of AWS's. */
  public URI endpoint() {
    return server.endpoint();
  }

  /** The access key that the sandbox requires; each start makes another one. */
  public String accessKeyId() {
    return address().accessKeyId();
  }

  /** The secret of the access key. */
  public String secretAccessKey() {
    return SandboxAddress.SECRET;
  }

  /** The region of its settings. Tables from table files exist in every region. */
  public String region() {
    return region;
  }

  /** What a client needs to reach the sandbox: its endpoint and its access key. */
  public SandboxAddress address() {
    return server.address();
  }

  /** The environment variables that make AWS's tools and SDKs use the sandbox. */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>(address().environment());
    variables.put("AWS_REGION", region);
    variables.put("AWS_DEFAULT_REGION", region);
    return Collections.unmodifiableMap(variables);
  }

  /** The folder of the state. */
  public Path directory() {
    return folder.path();
  }

  /** The names of the DynamoDB tables in the sandbox's region, in order. */
  public List<String> tables() {
    return found("tables", () -> services.dynamoDb().tableNames(AccessKey.ACCOUNT, region));
  }

  /**
   * The items of a table, in the order of their keys, as plain Java values: {@code String}, {@code
   * BigDecimal}, {@code Boolean}, {@code ByteBuffer}, {@code List}, {@code Map}, {@code Set}, and
   * an empty {@code Optional} for DynamoDB's {@code NULL}.
   *
   * @throws IllegalArgumentException when the table does not exist
   */
  public List<Map<String, Object>> items(String table) {
    return found(
        "table '%s'".formatted(table),
        () -> services.dynamoDb().items(AccessKey.ACCOUNT, region, table));
  }

  /** The names of the S3 buckets, in order. */
  public List<String> buckets() {
    return services.s3().bucketNames(AccessKey.ACCOUNT);
  }

  /**
   * The keys of the objects in a bucket, in order.
   *
   * @throws IllegalArgumentException when the bucket does not exist
   */
  public List<String> objects(String bucket) {
    return found(
        "bucket '%s'".formatted(bucket), () -> services.s3().objectKeys(AccessKey.ACCOUNT, bucket));
  }

  /** The names of the CloudWatch log groups in the sandbox's region, in order. */
  public List<String> logGroups() {
    return services.logs().groupNames(AccessKey.ACCOUNT, region);
  }

  /**
   * The messages in a log group, in the order of their times.
   *
   * @throws IllegalArgumentException when the log group does not exist
   */
  public List<String> logs(String group) {
    return found(
        "log group '%s'".formatted(group),
        () -> services.logs().messages(AccessKey.ACCOUNT, region, group));
  }

  private <T> T found(String what, Supplier<T> look) {
    try {
      return look.get();
    } catch (AwsError e) {
      throw new IllegalArgumentException(
          "The sandbox cannot show %s in %s: %s".formatted(what, region, e.message()), e);
    }
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
      AddressFile.in(directory()).write(address());
    } catch (IOException e) {
      throw ChirpException.execution("The sandbox cannot write to " + directory(), e);
    }
  }

  /**
   * The address of a sandbox that this user's other processes may use. To be asked only after
   * {@link SandboxBuilder#tryStart} has found the directory in use: then whoever uses it has
   * removed what a killed one left.
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
        AddressFile.in(directory()).delete();
      }
    } catch (IOException ignored) {
      // The next one removes it.
    }
    lock.close();
    folder.release();
  }
}
