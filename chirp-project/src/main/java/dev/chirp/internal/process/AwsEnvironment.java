package dev.chirp.internal.process;

import java.util.Map;

/**
 * Where a function's calls to AWS go while it runs on this machine: to AWS, to a sandbox, or to one
 * that is there for this run only and ends when this is closed.
 */
public interface AwsEnvironment extends AutoCloseable {
  /** The environment variables that lead the calls there. */
  Map<String, String> variables();

  @Override
  void close();

  /**
   * One with these variables.
   *
   * @param end what to do when no function calls it any more
   */
  static AwsEnvironment of(Map<String, String> variables, Runnable end) {
    Map<String, String> all = Map.copyOf(variables);
    return new AwsEnvironment() {
      @Override
      public Map<String, String> variables() {
        return all;
      }

      @Override
      public void close() {
        end.run();
      }
    };
  }
}
