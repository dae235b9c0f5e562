package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.sandbox.http.Server.FaultLog;
import dev.chirp.internal.sandbox.http.Server.Interceptor;
import dev.chirp.internal.sandbox.lambda.Changes;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Settings of a sandbox, and its start. By default, it takes any free port, has no tables, and
 * keeps its state in a private temporary folder that its end deletes.
 */
public final class SandboxSettings {
  private Optional<Path> directory = Optional.empty();
  private int port;
  private Changes changes = Changes.taking(Duration.ofMillis(500), Duration.ofMillis(300));
  private Duration roleDelay = Duration.ofSeconds(1);
  private Supplier<List<Path>> runtimeInterfaceClient = List::of;
  private Interceptor interceptor = Interceptor.NONE;
  private Clock clock = Clock.systemUTC();
  private Supplier<Map<String, String>> tables = Map::of;
  private FaultLog faultLog = FaultLog.OF_JVM;

  SandboxSettings() {}

  /** Keeps the state in this folder, where the next sandbox finds it. */
  public SandboxSettings directory(Path folder) {
    directory = Optional.of(folder);
    return this;
  }

  /** Listens on this port of 127.0.0.1; 0 is any free one. */
  public SandboxSettings port(int number) {
    port = number;
    return this;
  }

  /**
   * Creates these tables in DynamoDB, unless they exist.
   *
   * @param requests {@code CreateTable} requests by the names that messages use for them
   */
  public SandboxSettings tables(Map<String, String> requests) {
    Map<String, String> fixed = Map.copyOf(requests);
    return tables(() -> fixed);
  }

  /** Like {@link #tables(Map)}, for files that may change: the sandbox reads them per request. */
  public SandboxSettings tables(Supplier<Map<String, String>> requests) {
    tables = requests;
    return this;
  }

  /** How long functions and versions stay in the states that they pass through. */
  public SandboxSettings delays(Duration whenPending, Duration whenInProgress, Duration ofRole) {
    return changes(Changes.taking(whenPending, whenInProgress), ofRole);
  }

  /**
   * Scripted changes of functions.
   *
   * @param ofRole how long a new role cannot be assumed
   */
  public SandboxSettings changes(Changes scripted, Duration ofRole) {
    changes = scripted;
    roleDelay = ofRole;
    return this;
  }

  /** The jars of AWS's runtime interface client, requested when a function first runs. */
  public SandboxSettings runtimeInterfaceClient(Supplier<List<Path>> jars) {
    runtimeInterfaceClient = jars;
    return this;
  }

  /** Receives each request before its service does. */
  public SandboxSettings interceptor(Interceptor first) {
    interceptor = first;
    return this;
  }

  /** The clock by which functions change state and links expire. */
  public SandboxSettings clock(Clock time) {
    clock = time;
    return this;
  }

  /** Logs the sandbox's own faults, with their stack traces, here. */
  public SandboxSettings faultLog(FaultLog log) {
    faultLog = log;
    return this;
  }

  /**
   * Starts the sandbox.
   *
   * @throws ChirpException when the port is taken, a table request is wrong, or another sandbox
   *     uses the folder
   */
  public SandboxServer start() {
    return tryStart()
        .orElseThrow(
            () ->
                ChirpException.project("Another sandbox uses '%s'.".formatted(requireDirectory())));
  }

  /**
   * Starts the sandbox, unless another one uses the folder.
   *
   * @throws ChirpException when the port is taken, or a table request is wrong
   */
  public Optional<SandboxServer> tryStart() {
    return SandboxServer.start(
        this, directory.map(StateFolder::kept).orElseGet(StateFolder::temporary));
  }

  /** The folder, for those who use it before or after the sandbox. */
  Path requireDirectory() {
    return directory.orElseThrow(
        () -> new IllegalStateException("A sandbox that shares its folder needs a directory"));
  }

  int port() {
    return port;
  }

  Changes changes() {
    return changes;
  }

  Duration roleDelay() {
    return roleDelay;
  }

  Supplier<List<Path>> runtimeInterfaceClient() {
    return runtimeInterfaceClient;
  }

  Interceptor interceptor() {
    return interceptor;
  }

  Clock clock() {
    return clock;
  }

  Supplier<Map<String, String>> tables() {
    return tables;
  }

  FaultLog faultLog() {
    return faultLog;
  }
}
