package dev.chirp.loop;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.chirp.internal.loop.WarmSnapshot;
import java.util.Map;

/**
 * Warms up a function of a managed runtime before SnapStart takes its snapshot, so that a restored
 * environment has its classes loaded. Chirp's base class calls it; a handler that extends another
 * class calls it in its constructor:
 *
 * <pre>{@code
 * public final class CountChirps implements RequestStreamHandler {
 *   public CountChirps() {
 *     SnapStart.register(this);
 *   }
 *   // handleRequest
 * }
 * }</pre>
 *
 * <p>The handler then gets the events {@code warm-up/<its class>/*.json} of the package; the
 * package page describes warm-up. Such events must change nothing. Everything they leave in the
 * function is the same in each restored environment, so they must not leave ids, seeds or
 * connections.
 *
 * <p>Unless Lambda starts the function for a snapshot, the methods do nothing and load no class of
 * {@code org.crac}. They also do nothing if {@code org.crac} is not in the package: {@code
 * chirp.snapStart} with {@code chirp.warmUp} adds it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">
 *     Runtime hooks for Java</a>
 */
public final class SnapStart {
  private SnapStart() {}

  /**
   * Warms up this handler if Lambda will take a snapshot.
   *
   * @param handler the function's handler
   */
  public static void register(RequestStreamHandler handler) {
    Map<String, String> environment = System.getenv();
    if (isSnapped(environment)) {
      try {
        WarmSnapshot.register(handler, handler.getClass().getName(), environment);
      } catch (NoClassDefFoundError ignored) {
        // Without org.crac, the package was made without warm-up.
      }
    }
  }

  /**
   * Warms up this handler if Lambda will take a snapshot. Its events are bound as in the managed
   * runtimes, with AWS's serialization library.
   *
   * @param handler the function's handler
   */
  public static void register(RequestHandler<?, ?> handler) {
    Map<String, String> environment = System.getenv();
    if (isSnapped(environment)) {
      try {
        WarmSnapshot.register(handler, environment);
      } catch (NoClassDefFoundError ignored) {
        // See above.
      }
    }
  }

  private static boolean isSnapped(Map<String, String> environment) {
    return "snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
  }
}
