package dev.chirp.internal.remote;

import dev.chirp.internal.core.ChirpException;
import java.util.Locale;
import java.util.Optional;

/** One run on Lambda that is asked for. */
public final class RemoteInvocation {
  /**
   * Bytes that Lambda takes in a synchronous invocation.
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
   * Refuses an event that Lambda would not take.
   *
   * @param name as the user calls it: {@code server_status}
   * @param functionName as Lambda calls it: {@code chirp_server_status}
   * @param qualifier a version or an alias; else the unpublished version
   * @param event JSON
   */
  public RemoteInvocation(
      String name, String functionName, Optional<String> qualifier, byte[] event) {
    if (event.length > MAX_EVENT) {
      throw ChirpException.project(
          String.format(
              Locale.ROOT,
              "The event for function '%s' has %.1f MB, but Lambda takes at most 6 MB. It was not sent.",
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

  /** The same without a version or an alias. */
  RemoteInvocation unqualified() {
    return new RemoteInvocation(name, functionName, Optional.empty(), event);
  }

  byte[] event() {
    return event.clone();
  }

  /** What sentences call it: {@code function 'chirp_server_status:prod'}. */
  String described() {
    return "function '" + functionName + qualifier.map(text -> ":" + text).orElse("") + "'";
  }
}
