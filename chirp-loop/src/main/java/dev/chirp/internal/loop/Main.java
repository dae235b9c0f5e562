package dev.chirp.internal.loop;

import java.io.IOException;
import java.util.Map;

/**
 * The main class of a self-contained function. Its {@code bootstrap} starts it. It runs the handler
 * named by {@code _HANDLER} against the Runtime API named by {@code AWS_LAMBDA_RUNTIME_API}, as
 * long as Lambda keeps the process. It takes no arguments.
 *
 * <p>Exit statuses:
 *
 * <ul>
 *   <li>1: the handler cannot be created, its warm-up failed with an error as for 3, or the package
 *       is inconsistent; Lambda knows the reason
 *   <li>2: the Runtime API cannot be reached, or asked the process to end
 *   <li>3: the function threw an error after which the JVM is unreliable, such as {@code
 *       OutOfMemoryError}; Lambda knows the error
 *   <li>143: SIGTERM, after the shutdown hooks
 * </ul>
 */
public final class Main {
  /** The system property with the folder of the warm-up events. */
  public static final String WARM_UP = "chirp.warmUp";

  private Main() {}

  /** Never returns. */
  public static void main(String[] args) {
    System.exit(run());
  }

  private static int run() {
    try {
      StandardStreams.useUtf8();
      Map<String, String> environment = System.getenv();
      RuntimeLoop loop = RuntimeLoop.of(environment);
      int refusal = refusal(loop);
      return refusal == 0
          ? loop.run(environment.getOrDefault("_HANDLER", ""), Long.MAX_VALUE)
          : refusal;
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      return RuntimeLoop.API_FAILED;
    } catch (Throwable e) { // ends the process even if the function has threads left
      e.printStackTrace();
      return RuntimeLoop.API_FAILED;
    }
  }

  /**
   * Refuses an inconsistent package. {@link Training} calls it too, so that an AOT cache has the
   * classes it uses.
   *
   * @return 0 if the package is consistent, otherwise the exit status
   */
  static int refusal(RuntimeLoop loop) {
    String problem;
    try {
      problem = PackageSums.problemOf(".");
    } catch (IOException e) {
      problem = "'" + PackageSums.FILE + "' cannot be compared: " + e;
    }
    return problem.isEmpty() ? 0 : loop.refuse(problem);
  }
}
