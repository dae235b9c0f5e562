package dev.chirp.sandbox.http;

import java.io.IOException;

/** One AWS service. It is called by many threads at once. */
public interface Service {
  /** What is asked for, as IAM spells it: {@code lambda:CreateFunction}. */
  String action(Call call);

  /**
   * Does what is asked.
   *
   * @throws Refusal as AWS would refuse, or because the sandbox does not do that
   */
  Answer answer(Call call) throws IOException;

  /** How this service writes a refusal. */
  Answer refused(Refusal refusal, Call call);

  /** Ends what the service has running, when the sandbox stops. */
  default void close() {}
}
