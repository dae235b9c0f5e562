package dev.chirp.internal.remote;

import dev.chirp.internal.core.ChirpException;
import java.util.Locale;
import java.util.Optional;

/** One invocation of a function on Lambda. */
public final class RemoteInvocation {
  /**
   * The largest event for a synchronous invocation, in bytes.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   */
  private static final int MAX_EVENT = 6 * 1024 * 1024;

  private final String name;
  private final String functionName;
  private final Optional<String> qualifier;
  private final byte[] event;

  /**
   * Refuses an event that is too large for Lambda.
   *
   * @param name in the project: {@code server_status}
   * @param functionName on Lambda: {@code chirp_server_status}
   * @param qualifier a version or an alias; empty for the unpublished version
   * @param event JSON
   */
  public RemoteInvocation(
      String name, String functionName, Optional<String> qualifier, byte[] event) {
    if (event.length > MAX_EVENT) {
      throw ChirpException.project(
          String.format(
              Locale.ROOT,
              "The event for function '%s' has %.1f MB, but Lambda accepts at most 6 MB. It was not sent.",
              name,
              event.length / 1024.0 / 1024.0));
    }
    this.name = name;
    this.functionName = functionName;
    this.qualifier = qualifier;
    this.event = event.clone();
  }

  String name() {
    return name;
  }

  String functionName() {
    return functionName;
  }

  Optional<String> qualifier() {
    return qualifier;
  }

  /** Returns this invocation without a version or alias. */
  RemoteInvocation unqualified() {
    return new RemoteInvocation(name, functionName, Optional.empty(), event);
  }

  byte[] event() {
    return event.clone();
  }

  /** Returns the function's name for messages: {@code function 'chirp_server_status:prod'}. */
  String described() {
    return "function '" + functionName + qualifier.map(text -> ":" + text).orElse("") + "'";
  }
}
