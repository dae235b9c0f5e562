package dev.chirp.sandbox;

import dev.chirp.sandbox.http.Server.FaultLog;
import dev.chirp.sandbox.http.Server.Interceptor;
import dev.chirp.sandbox.lambda.Changes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * How the sandbox behaves.
 *
 * @param directory where its state is kept
 * @param port 0 for any
 * @param changes what becomes of each change of a function
 * @param roleDelay how long after its making a role cannot be assumed
 * @param runtimeInterfaceClient the jars of AWS's runtime interface client, asked for when a
 *     function is first run
 * @param interceptor sees each request first
 * @param clock by which states pass
 * @param tables {@code CreateTable} requests of the tables that DynamoDB has from the beginning, by
 *     what a message calls them, read at each request
 * @param faults where the sandbox's own faults are logged, with their stack traces
 */
public record SandboxOptions(
    Path directory,
    int port,
    Changes changes,
    Duration roleDelay,
    Supplier<List<Path>> runtimeInterfaceClient,
    Interceptor interceptor,
    Clock clock,
    Supplier<Map<String, String>> tables,
    FaultLog faults) {

  /** States that pass in half a second, on any port, with no faults. */
  public static SandboxOptions in(Path directory, Supplier<List<Path>> runtimeInterfaceClient) {
    return new SandboxOptions(
        directory,
        0,
        Changes.taking(Duration.ofMillis(500), Duration.ofMillis(300)),
        Duration.ofSeconds(1),
        runtimeInterfaceClient,
        Interceptor.NONE,
        Clock.systemUTC(),
        Map::of,
        FaultLog.OF_JVM);
  }

  public SandboxOptions withPort(int number) {
    return new SandboxOptions(
        directory,
        number,
        changes,
        roleDelay,
        runtimeInterfaceClient,
        interceptor,
        clock,
        tables,
        faults);
  }

  /** The same behaviour at another pace. */
  public SandboxOptions withDelays(Duration whenPending, Duration whenInProgress, Duration ofRole) {
    return withChanges(Changes.taking(whenPending, whenInProgress), ofRole);
  }

  /** The same behaviour with scripted changes of functions. */
  public SandboxOptions withChanges(Changes scripted, Duration ofRole) {
    return new SandboxOptions(
        directory,
        port,
        scripted,
        ofRole,
        runtimeInterfaceClient,
        interceptor,
        clock,
        tables,
        faults);
  }

  public SandboxOptions withInterceptor(Interceptor other) {
    return new SandboxOptions(
        directory, port, changes, roleDelay, runtimeInterfaceClient, other, clock, tables, faults);
  }

  public SandboxOptions withClock(Clock other) {
    return new SandboxOptions(
        directory,
        port,
        changes,
        roleDelay,
        runtimeInterfaceClient,
        interceptor,
        other,
        tables,
        faults);
  }

  /** With these tables in DynamoDB, unless they are there. */
  public SandboxOptions withTables(Map<String, String> declared) {
    Map<String, String> fixed = Map.copyOf(declared);
    return withTables(() -> fixed);
  }

  /** With tables whose files may change while the sandbox runs: it asks at each request. */
  public SandboxOptions withTables(Supplier<Map<String, String>> declared) {
    return new SandboxOptions(
        directory,
        port,
        changes,
        roleDelay,
        runtimeInterfaceClient,
        interceptor,
        clock,
        declared,
        faults);
  }

  /** With the sandbox's own faults logged elsewhere. */
  public SandboxOptions withFaultLog(FaultLog log) {
    return new SandboxOptions(
        directory,
        port,
        changes,
        roleDelay,
        runtimeInterfaceClient,
        interceptor,
        clock,
        tables,
        log);
  }
}
