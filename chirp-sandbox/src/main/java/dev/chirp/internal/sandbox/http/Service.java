package dev.chirp.internal.sandbox.http;

import dev.chirp.internal.core.SandboxAddress;
import java.io.IOException;

/** One AWS service. Implementations are thread-safe. */
public interface Service {
  /** The requested action, as IAM spells it: {@code lambda:CreateFunction}. */
  String action(Call call);

  /**
   * Performs the action.
   *
   * @throws AwsError when AWS would refuse the request, or the sandbox does not offer the action
   */
  Response answer(Call call) throws IOException;

  /** The response for an error, in this service's format. */
  Response refused(AwsError refusal, Call call);

  /** True if parameters are form fields, as for IAM and STS. */
  default boolean speaksQueryProtocol() {
    return false;
  }

  /**
   * True if the service checks the access key itself, because an HTML form holds it and not the
   * headers or the query.
   */
  default boolean takesUnsigned(Call call) {
    return false;
  }

  /**
   * Called once, before the first request.
   *
   * @param group for the threads that the service starts: an error in one of them stops the server,
   *     and any other exception is logged
   * @param address what a client needs to reach the server
   * @param faults the log of the sandbox's own faults
   */
  default void start(ThreadGroup group, SandboxAddress address, Server.FaultLog faults) {}

  /**
   * Called when an error has stopped the server. The service closes its own ports, so that clients
   * stop waiting. It returns at once.
   */
  default void stopListening() {}

  /** Ends the service's threads and processes when the sandbox stops. */
  default void close() {}
}
