package dev.chirp.internal.loop;

import java.io.IOException;
import java.util.Map;

/**
 * What a self-contained function's {@code bootstrap} starts: the handler of {@code _HANDLER},
 * against the Runtime API of {@code AWS_LAMBDA_RUNTIME_API}, for as long as Lambda keeps the
 * process. All it needs is in the environment; it takes no arguments.
 *
 * <p>Exit statuses:
 *
 * <ul>
 *   <li>1: the handler cannot be made, or has thrown an error as for 3 when it was warmed up, or
 *       the package is not whole, and Lambda was told why
 *   <li>2: the Runtime API cannot be reached, or has told the process to end
 *   <li>3: the function has thrown an error after which the JVM is not to be relied on, such as
 *       {@code OutOfMemoryError}, and Lambda was told
 *   <li>143: SIGTERM, after the shutdown hooks
 * </ul>
 */
public final class Main {
  /** The system property that names the folder of the events to warm up with. */
  public static final String WARM_UP = "chirp.warmUp";

  private Main() {}

  /** Does not return. */
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
    } catch (Throwable e) { // the process has to end, whatever threads the function has
      e.printStackTrace();
      return RuntimeLoop.API_FAILED;
    }
  }

  /**
   * Refuses a package that is not whole. {@link Training} does as well, so that an AOT cache has
   * what that takes.
   *
   * @return 0 when it is whole; else the exit status
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
