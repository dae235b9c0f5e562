package dev.chirp.internal.rollout;

import dev.chirp.internal.core.Progress;
import dev.chirp.internal.invoke.EventSource;
import dev.chirp.internal.invoke.InvocationReport;
import dev.chirp.internal.remote.RemoteInvocation;
import dev.chirp.internal.remote.RemoteInvoker;
import java.io.PrintStream;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One invocation on Lambda. It is a class of its own so that a local run does not load the classes
 * that call AWS.
 *
 * @param name in the project
 * @param functionName on Lambda
 * @param log receives the function's log
 */
public record RemoteRun(
    String name,
    String functionName,
    Optional<String> qualifier,
    PrintStream log,
    Progress progress) {

  /** Reads the event, and invokes the function with it. */
  public InvocationReport of(EventSource events, Supplier<AwsSession> aws) {
    RemoteInvocation invocation =
        new RemoteInvocation(name, functionName, qualifier, events.read(name).checked());
    try (AwsSession session = aws.get()) {
      return new RemoteInvoker(session.aws(), log, progress).invoke(invocation);
    }
  }
}
