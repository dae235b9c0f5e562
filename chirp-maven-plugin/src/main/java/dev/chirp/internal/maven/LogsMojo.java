package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.remote.LogTail;
import dev.chirp.internal.rollout.AwsSession;
import dev.chirp.internal.sandbox.server.SandboxTurn;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Prints the log of a function on Lambda to stdout: one line per event with its time (UTC), the
 * newest last. Hides text that looks like an AWS access key.
 */
@Mojo(name = "logs", aggregator = true, threadSafe = true)
public final class LogsMojo extends AbstractFunctionsMojo {
  /** The function. Example: {@code -Dfunction=server_status}. */
  @Parameter(property = "function")
  private String function;

  /** Keeps printing new lines until Ctrl-C. */
  @Parameter(property = "chirp.follow", defaultValue = "false")
  private boolean follow;

  /**
   * The start of the time range: seconds, minutes, hours or days ago ({@code 30s}, {@code 10m},
   * {@code 2h}, {@code 7d}), or an instant ({@code 2026-11-24T08:00:00Z}).
   */
  @Parameter(property = "chirp.since", defaultValue = "10m")
  private String since;

  /** A filter in CloudWatch's pattern syntax. Example: {@code -Dchirp.filter=ERROR}. */
  @Parameter(property = "chirp.filter")
  private String filter;

  @Override
  void run() {
    String name = FunctionChoice.named(function).orElseThrow(LogsMojo::unnamed);
    LogTail.Query query = new LogTail.Query(name, functionPrefix() + name, since, given(filter));
    try (AwsSession session = aws()) {
      LogTail tail =
          new LogTail(
              session.aws(),
              query,
              line -> print(line + System.lineSeparator()),
              new MavenProgress(getLog()));
      if (follow && session.isAlone()) {
        throw nothingToFollow();
      }
      if (follow) {
        tail.follow();
      } else {
        tail.show();
      }
    }
  }

  /** Refuses to follow a sandbox that only this goal uses: no other goal could write to it. */
  private static ChirpException nothingToFollow() {
    return ChirpException.project(
            "-Dchirp.follow would wait forever: chirp:sandbox is not running, and no other goal can use this goal's own sandbox.")
        .withSuggestion(SandboxTurn.TOGETHER);
  }

  private static ChirpException unnamed() {
    return ChirpException.project("chirp:logs needs the name of a function.")
        .withSuggestion("mvn chirp:logs -Dfunction=server_status, or mvn chirp:list for all names");
  }
}
