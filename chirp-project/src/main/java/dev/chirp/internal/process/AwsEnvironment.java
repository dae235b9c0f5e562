package dev.chirp.internal.process;

import java.util.Map;

/**
 * The AWS that a local function calls: AWS itself, a sandbox, or a sandbox for this run only, which
 * ends when this is closed.
 */
public interface AwsEnvironment extends AutoCloseable {
  /** The environment variables that direct a function's calls there. */
  Map<String, String> variables();

  @Override
  void close();

  /** Returns an environment with these variables, which nothing needs to end. */
  static AwsEnvironment of(Map<String, String> variables) {
    return of(variables, () -> {});
  }

  /**
   * Returns an environment with these variables.
   *
   * @param end runs when no function calls it any longer
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
