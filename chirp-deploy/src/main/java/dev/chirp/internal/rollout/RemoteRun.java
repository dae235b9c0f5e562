package dev.chirp.internal.rollout;

import dev.chirp.internal.core.Progress;
import dev.chirp.internal.invoke.InvocationReport;
import dev.chirp.internal.remote.RemoteInvocation;
import dev.chirp.internal.remote.RemoteInvoker;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One run on Lambda. It stands apart from the goal because a local run shall not even look at the
 * classes that call AWS.
 *
 * @param name as the user calls it
 * @param functionName as Lambda calls it
 * @param log where the function's own log goes
 */
public record RemoteRun(
    String name,
    String functionName,
    Optional<String> qualifier,
    PrintStream log,
    Progress progress) {

  /** Runs the function with that event. */
  public InvocationReport of(byte[] event, Supplier<AwsSession> aws) {
    RemoteInvocation invocation = new RemoteInvocation(name, functionName, qualifier, event);
    try (AwsSession session = aws.get()) {
      return new RemoteInvoker(session.aws(), log, progress).invoke(invocation);
    }
  }
}
