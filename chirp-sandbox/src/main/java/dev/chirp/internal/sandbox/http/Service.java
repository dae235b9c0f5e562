package dev.chirp.internal.sandbox.http;

import java.io.IOException;

/** One AWS service. It is called by many threads at once. */
public interface Service {
  /** What is asked for, as IAM spells it: {@code lambda:CreateFunction}. */
  String action(Call call);

  /**
   * Does what is asked.
   *
   * @throws AwsError as AWS would refuse, or because the sandbox does not do that
   */
  Response answer(Call call) throws IOException;

  /** How this service writes a refusal. */
  Response refused(AwsError refusal, Call call);

  /** Whether parameters are in a form, as those of IAM and STS are. */
  default boolean speaksQueryProtocol() {
    return false;
  }

  /**
   * Whether the service itself looks for the access key in a request whose headers and query have
   * none: in the fields of an HTML form.
   */
  default boolean takesUnsigned(Call call) {
    return false;
  }

  /**
   * Called once, before the first request.
   *
   * @param group of the server's threads, for those that the service starts: an error in one ends
   *     the server, and any other exception is in its log
   */
  default void start(ThreadGroup group) {}

  /** Ends what the service has running, when the sandbox stops. */
  default void close() {}
}
