package dev.chirp.maven;

import dev.chirp.remote.RemoteInvocation;
import dev.chirp.remote.RemoteInvoker;
import dev.chirp.remote.RemoteReport;
import dev.chirp.runtime.local.LocalResult;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.maven.plugin.logging.Log;

/**
 * One run on Lambda. It stands apart from the goal because a local run shall not even look at the
 * classes that call AWS.
 *
 * @param name as the user calls it
 * @param functionName as Lambda calls it
 */
record RemoteRun(String name, String functionName, Optional<String> qualifier, Log log) {

  /** The result, and Lambda's own line of figures. */
  record Shown(LocalResult result, String line) {}

  Shown of(byte[] event, Supplier<AwsSession> aws) {
    RemoteInvocation invocation = new RemoteInvocation(name, functionName, qualifier, event);
    try (AwsSession session = aws.get()) {
      RemoteReport report =
          new RemoteInvoker(session.aws(), StandardStreams.err(), new MavenProgress(log))
              .invoke(invocation);
      return new Shown(
          report.result(),
          report.line().orElse("REPORT RequestId: " + report.result().requestId()));
    }
  }
}
