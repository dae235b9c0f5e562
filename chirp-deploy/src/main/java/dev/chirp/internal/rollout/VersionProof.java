package dev.chirp.internal.rollout;

import dev.chirp.internal.aws.Aws;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.invoke.EventSource;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.release.ReleaseFunction;
import dev.chirp.internal.release.VersionInvoker;
import dev.chirp.internal.remote.RemoteInvocation;
import dev.chirp.internal.remote.RemoteInvoker;
import dev.chirp.runtime.local.LocalResult;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Invokes a version with its function's event file. Any response except a server error proves that
 * it works, including an API error. The log is shown if the proof fails.
 *
 * @param events by function
 */
record VersionProof(Map<String, byte[]> events, Aws aws, Progress progress)
    implements VersionInvoker {

  private static final int SERVER_ERROR = 500;

  /** Reads the event files. Fails if one is not valid for Lambda. */
  static VersionProof of(
      Collection<ReleaseFunction> functions, EventFiles files, Aws aws, Progress progress) {
    EventSource source = EventSource.of(files);
    Map<String, byte[]> events = new HashMap<>();
    for (ReleaseFunction function : functions) {
      if (function.unproven().isEmpty()) {
        events.put(function.name(), source.read(function.name()).checked());
      }
    }
    return new VersionProof(events, aws, progress);
  }

  @Override
  public Optional<String> failureOf(ReleaseFunction function, String version) {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    Optional<String> failure = failure(invocation(function, version), log);
    if (failure.isPresent()) {
      log.toString(StandardCharsets.UTF_8).lines().forEach(progress::warn);
    }
    return failure;
  }

  private RemoteInvocation invocation(ReleaseFunction function, String version) {
    return new RemoteInvocation(
        function.name(),
        function.functionName(),
        Optional.of(version),
        Optional.ofNullable(events.get(function.name())).orElseThrow());
  }

  private Optional<String> failure(RemoteInvocation invocation, ByteArrayOutputStream log) {
    try (PrintStream lines = new PrintStream(log, true, StandardCharsets.UTF_8)) {
      LocalResult result =
          new RemoteInvoker(aws, lines, new Quietly(progress)).invoke(invocation).result();
      return Optional.of(result.statusCode())
          .filter(status -> status >= SERVER_ERROR)
          .map("its response to the event file has status %d"::formatted);
    } catch (ChirpException e) {
      if (e.kind() != ChirpException.Kind.PROJECT) {
        throw e;
      }
      return Optional.of(e.problem());
    }
  }

  /** Hides the messages of single invocations, because many run at the same time. */
  private record Quietly(Progress progress) implements Progress {
    @Override
    public void say(String line) {
      progress.detail(line);
    }

    @Override
    public void warn(String line) {
      progress.detail(line);
    }

    @Override
    public void detail(String line) {
      progress.detail(line);
    }

    @Override
    public void status(String text) {
      // The number of versions is shown, not the state of each.
    }
  }
}
