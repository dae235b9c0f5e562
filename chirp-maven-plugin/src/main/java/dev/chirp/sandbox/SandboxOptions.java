package dev.chirp.sandbox;

import dev.chirp.sandbox.http.Server.Interceptor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How the sandbox behaves.
 *
 * @param directory where its state is kept
 * @param port 0 for any
 * @param pending how long a new function stays {@code Pending}
 * @param inProgress how long an update stays {@code InProgress}
 * @param roleDelay how long after its making a role cannot be assumed
 * @param runtimeInterfaceClient the jars of AWS's runtime interface client, asked for when a
 *     function is first run
 * @param interceptor sees each request first
 * @param tables {@code CreateTable} requests of the tables that DynamoDB has from the beginning, by
 *     what a message calls them
 */
public record SandboxOptions(
    Path directory,
    int port,
    Duration pending,
    Duration inProgress,
    Duration roleDelay,
    Supplier<List<Path>> runtimeInterfaceClient,
    Interceptor interceptor,
    Map<String, String> tables) {

  public SandboxOptions {
    tables = Map.copyOf(tables);
  }

  /** States that pass in half a second, on any port, with no faults. */
  public static SandboxOptions in(Path directory, Supplier<List<Path>> runtimeInterfaceClient) {
    return new SandboxOptions(
        directory,
        0,
        Duration.ofMillis(500),
        Duration.ofMillis(300),
        Duration.ofSeconds(1),
        runtimeInterfaceClient,
        (action, call) -> {},
        Map.of());
  }

  public SandboxOptions withPort(int number) {
    return new SandboxOptions(
        directory,
        number,
        pending,
        inProgress,
        roleDelay,
        runtimeInterfaceClient,
        interceptor,
        tables);
  }

  /** The same behaviour at another pace. */
  public SandboxOptions withDelays(Duration whenPending, Duration whenInProgress, Duration ofRole) {
    return new SandboxOptions(
        directory,
        port,
        whenPending,
        whenInProgress,
        ofRole,
        runtimeInterfaceClient,
        interceptor,
        tables);
  }

  public SandboxOptions withInterceptor(Interceptor other) {
    return new SandboxOptions(
        directory, port, pending, inProgress, roleDelay, runtimeInterfaceClient, other, tables);
  }

  /** With these tables in DynamoDB, unless they are there. */
  public SandboxOptions withTables(Map<String, String> declared) {
    return new SandboxOptions(
        directory,
        port,
        pending,
        inProgress,
        roleDelay,
        runtimeInterfaceClient,
        interceptor,
        declared);
  }
}
