package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.core.Time;
import dev.chirp.internal.process.AwsEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The sandbox of one goal: the one that {@code chirp:sandbox} keeps running, or one of its own. For
 * its own, the goal waits while another goal uses the state.
 *
 * @param own the goal's own sandbox, which ends with the goal
 */
public record SandboxTurn(SandboxAddress address, Optional<SandboxServer> own)
    implements AutoCloseable {
  /** A deploy of many functions takes a minute. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** The suggestion that lets several goals share a sandbox. */
  public static final String TOGETHER =
      "mvn chirp:sandbox in another terminal, which all goals then use";

  /**
   * Finds or starts a sandbox.
   *
   * @throws ChirpException when another goal uses the state for longer than the limit
   */
  public static SandboxTurn take(SandboxSettings settings, Time time, Progress progress) {
    Path directory = settings.requireDirectory();
    Optional<SandboxTurn> now = attempt(settings, progress);
    if (now.isPresent()) {
      return now.get();
    }
    progress.say("Sandbox: waiting for another goal that uses " + directory);
    return new BoundedWait(time, LIMIT, BoundedWait.STEPS)
        .forAnswer(() -> attempt(settings, progress))
        .orElseThrow(
            () ->
                ChirpException.project(
                        "Another goal has used the sandbox in '%s' for %d minutes."
                            .formatted(directory, LIMIT.toMinutes()))
                    .withSuggestion(TOGETHER));
  }

  private static Optional<SandboxTurn> attempt(SandboxSettings settings, Progress progress) {
    Optional<SandboxServer> started = settings.tryStart();
    if (started.isPresent()) {
      progress.say("Sandbox: no AWS account is used; state in " + settings.requireDirectory());
      return Optional.of(new SandboxTurn(started.get().address(), started));
    }
    Optional<SandboxAddress> running = SandboxServer.publishedIn(settings.requireDirectory());
    running.ifPresent(address -> progress.say("Sandbox: using the one at " + address.endpoint()));
    return running.map(address -> new SandboxTurn(address, Optional.empty()));
  }

  /** The same turn, but the goals of other builds use this sandbox meanwhile. */
  public SandboxTurn shared() {
    try {
      own.ifPresent(SandboxServer::publish);
      return this;
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Environment variables that direct a function's calls to the sandbox. It ends with them. */
  public AwsEnvironment environment(String region) {
    return AwsEnvironment.of(address.environment(region), this::close);
  }

  /** Closes the goal's own sandbox. The one of {@code chirp:sandbox} keeps running. */
  @Override
  public void close() {
    own.ifPresent(SandboxServer::close);
  }
}
