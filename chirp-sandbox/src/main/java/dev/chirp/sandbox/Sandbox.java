package dev.chirp.sandbox;

import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.sandbox.http.AccessKey;
import dev.chirp.internal.sandbox.http.AwsError;
import dev.chirp.internal.sandbox.server.AwsServices;
import dev.chirp.internal.sandbox.server.SandboxServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A running sandbox: AWS on this machine, at {@link #endpoint()}, for clients with its access key.
 * A test can read its tables, buckets and logs without a client.
 *
 * <p>{@link #close()} ends the server, its access key and the functions' processes. The state stays
 * in the builder's folder; a temporary folder is deleted. Thread-safe.
 */
public final class Sandbox implements AutoCloseable {
  private final SandboxServer server;
  private final String region;

  Sandbox(SandboxServer server, String region) {
    this.server = server;
    this.region = region;
  }

  /**
   * Creates a builder with the default settings.
   *
   * @return a new builder
   */
  public static SandboxBuilder builder() {
    return new SandboxBuilder();
  }

  /**
   * The URL that clients use in place of AWS's.
   *
   * @return a URL of 127.0.0.1, without a path
   */
  public URI endpoint() {
    return server.endpoint();
  }

  /**
   * The access key that the sandbox requires.
   *
   * @return a key that is different for each start
   */
  public String accessKeyId() {
    return server.accessKeyId();
  }

  /**
   * The secret access key.
   *
   * @return the same secret for every sandbox, because only the access key id is random
   */
  public String secretAccessKey() {
    return SandboxAddress.SECRET;
  }

  /**
   * The region of the builder. Tables from table files exist in every region.
   *
   * @return the name of the region, such as {@code us-east-1}
   */
  public String region() {
    return region;
  }

  /**
   * The environment variables that make AWS's tools and SDKs use the sandbox.
   *
   * @return an unmodifiable map of endpoint, access key and region
   */
  public Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>(server.address().environment());
    variables.put("AWS_REGION", region);
    variables.put("AWS_DEFAULT_REGION", region);
    return Collections.unmodifiableMap(variables);
  }

  /**
   * The folder of the state.
   *
   * @return the builder's folder, or a temporary one that {@link #close()} deletes
   */
  public Path directory() {
    return server.directory();
  }

  /**
   * The names of the DynamoDB tables in the sandbox's region.
   *
   * @return the names, in order
   */
  public List<String> tables() {
    return found("tables", () -> services().dynamoDb().tableNames(AccessKey.ACCOUNT, region));
  }

  /**
   * The items of a table, as plain Java values: {@code String}, {@code BigDecimal}, {@code
   * Boolean}, {@code ByteBuffer}, {@code List}, {@code Map}, {@code Set}, and an empty {@code
   * Optional} for DynamoDB's {@code NULL}.
   *
   * @param table the name of the table
   * @return the items by attribute name, in the order of their keys
   * @throws IllegalArgumentException when the table does not exist
   */
  public List<Map<String, Object>> items(String table) {
    return found(
        "table '%s'".formatted(table),
        () -> services().dynamoDb().items(AccessKey.ACCOUNT, region, table));
  }

  /**
   * The names of the S3 buckets.
   *
   * @return the names, in order
   */
  public List<String> buckets() {
    return services().s3().bucketNames(AccessKey.ACCOUNT);
  }

  /**
   * The keys of the objects in a bucket.
   *
   * @param bucket the name of the bucket
   * @return the keys, in order
   * @throws IllegalArgumentException when the bucket does not exist
   */
  public List<String> objects(String bucket) {
    return found(
        "bucket '%s'".formatted(bucket),
        () -> services().s3().objectKeys(AccessKey.ACCOUNT, bucket));
  }

  /**
   * The names of the CloudWatch log groups in the sandbox's region.
   *
   * @return the names, in order
   */
  public List<String> logGroups() {
    return services().logs().groupNames(AccessKey.ACCOUNT, region);
  }

  /**
   * The messages in a log group.
   *
   * @param group the name of the log group
   * @return the messages, in the order of their times
   * @throws IllegalArgumentException when the log group does not exist
   */
  public List<String> logs(String group) {
    return found(
        "log group '%s'".formatted(group),
        () -> services().logs().messages(AccessKey.ACCOUNT, region, group));
  }

  private AwsServices services() {
    return server.services();
  }

  private <T> T found(String what, Supplier<T> look) {
    try {
      return look.get();
    } catch (AwsError e) {
      throw new IllegalArgumentException(
          "The sandbox cannot show %s in %s: %s".formatted(what, region, e.message()), e);
    }
  }

  /** Ends the server and the functions' processes. A second call changes nothing. */
  @Override
  public void close() {
    server.close();
  }
}
