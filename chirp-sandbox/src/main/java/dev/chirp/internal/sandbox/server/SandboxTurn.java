package dev.chirp.internal.sandbox.server;

import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.core.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The sandbox that a goal works with: the one that {@code chirp:sandbox} keeps running, or its own,
 * for which it waits while another goal has the state.
 *
 * @param own to be closed with the goal
 */
public record SandboxTurn(SandboxAddress address, Optional<SandboxServer> own)
    implements AutoCloseable {
  /** A deploy of many functions takes a minute. */
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** What lets several goals work with one sandbox at the same time. */
  public static final String TOGETHER =
      "mvn chirp:sandbox in another terminal, which all goals then use";

  public static SandboxTurn take(SandboxSettings builder, Time time, Progress progress) {
    Path directory = builder.requireDirectory();
    Optional<SandboxTurn> now = attempt(builder, progress);
    if (now.isPresent()) {
      return now.get();
    }
    progress.say("Sandbox: waiting for another goal that uses " + directory);
    return new BoundedWait(time, LIMIT, BoundedWait.STEPS)
        .forAnswer(() -> attempt(builder, progress))
        .orElseThrow(
            () ->
                ChirpException.project(
                        "Another goal has used the sandbox in '%s' for %d minutes."
                            .formatted(directory, LIMIT.toMinutes()))
                    .withSuggestion(TOGETHER));
  }

  private static Optional<SandboxTurn> attempt(SandboxSettings builder, Progress progress) {
    Optional<SandboxServer> started = builder.tryStart();
    if (started.isPresent()) {
      progress.say("Sandbox: no AWS account is used; state in " + builder.requireDirectory());
      return Optional.of(new SandboxTurn(started.get().address(), started));
    }
    Optional<SandboxAddress> running = SandboxServer.publishedIn(builder.requireDirectory());
    running.ifPresent(
        address -> progress.say("Sandbox: the one that runs at " + address.endpoint()));
    return running.map(address -> new SandboxTurn(address, Optional.empty()));
  }

  /** Ends the goal's own; one that {@code chirp:sandbox} keeps goes on. */
  @Override
  public void close() {
    own.ifPresent(SandboxServer::close);
  }
}
