package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.remote.LogTail;
import dev.chirp.internal.rollout.AwsSession;
import dev.chirp.internal.sandbox.server.SandboxTurn;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Shows what a function on Lambda logged: a line each with its time (UTC) to stdout, the newest
 * last. What looks like an AWS access key is hidden.
 */
@Mojo(name = "logs", aggregator = true, threadSafe = true)
public final class LogsMojo extends AbstractFunctionsMojo {
  /** The function. Example: {@code -Dfunction=server_status}. */
  @Parameter(property = "function")
  private String function;

  /** Goes on with the lines that come, until Ctrl-C. */
  @Parameter(property = "chirp.follow", defaultValue = "false")
  private boolean follow;

  /**
   * From when on: seconds, minutes, hours or days ago ({@code 30s}, {@code 10m}, {@code 2h}, {@code
   * 7d}), or an instant ({@code 2026-11-24T08:00:00Z}).
   */
  @Parameter(property = "chirp.since", defaultValue = "10m")
  private String since;

  /**
   * Only lines with this, in CloudWatch's pattern syntax. Example: {@code -Dchirp.filter=ERROR}.
   */
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

  /** Nobody could write a line to it, and all other goals would wait. */
  private static ChirpException nothingToFollow() {
    return ChirpException.project(
            "With -Dchirp.follow there is nothing to come: no chirp:sandbox runs, and this goal's own sandbox is closed to other goals.")
        .withSuggestion(SandboxTurn.TOGETHER);
  }

  private static ChirpException unnamed() {
    return ChirpException.project("Whose logs? chirp:logs needs the name of a function.")
        .withSuggestion("mvn chirp:logs -Dfunction=server_status, or mvn chirp:list for all names");
  }
}
