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
 * The settings of a sandbox. By default, it listens on any free port, has no tables, and keeps its
 * state in a private temporary folder until it is closed.
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

  /** Keeps the state in this folder for the next sandbox. */
  public SandboxSettings directory(Path folder) {
    directory = Optional.of(folder);
    return this;
  }

  /** Listens on this port of 127.0.0.1; 0 for any free port. */
  public SandboxSettings port(int number) {
    port = number;
    return this;
  }

  /**
   * Creates these tables in DynamoDB, unless they exist.
   *
   * @param requests {@code CreateTable} requests, by their names in messages
   */
  public SandboxSettings tables(Map<String, String> requests) {
    Map<String, String> fixed = Map.copyOf(requests);
    return tables(() -> fixed);
  }

  /** Like {@link #tables(Map)}, for files that may change: each request reads them again. */
  public SandboxSettings tables(Supplier<Map<String, String>> requests) {
    tables = requests;
    return this;
  }

  /** Sets how long functions, versions and roles need to become usable. */
  public SandboxSettings delays(Duration pending, Duration inProgress, Duration newRole) {
    return changes(Changes.taking(pending, inProgress), newRole);
  }

  /**
   * Scripts the outcomes of changes of functions.
   *
   * @param newRole the time before a new role can be assumed
   */
  public SandboxSettings changes(Changes scripted, Duration newRole) {
    changes = scripted;
    roleDelay = newRole;
    return this;
  }

  /** Sets the jars of AWS's runtime interface client, requested when a function first runs. */
  public SandboxSettings runtimeInterfaceClient(Supplier<List<Path>> jars) {
    runtimeInterfaceClient = jars;
    return this;
  }

  /** Passes each request to this interceptor before its service. */
  public SandboxSettings interceptor(Interceptor first) {
    interceptor = first;
    return this;
  }

  /** Sets the clock for the states of functions and the expiry of pre-signed URLs. */
  public SandboxSettings clock(Clock time) {
    clock = time;
    return this;
  }

  /** Sends the sandbox's own faults, with their stack traces, to this log. */
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

  /** The folder, for callers that share it with the sandbox. */
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
