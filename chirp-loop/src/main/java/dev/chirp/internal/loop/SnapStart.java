package dev.chirp.internal.loop;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.util.Map;

/**
 * Has a function of a managed runtime warmed up before SnapStart takes its snapshot, so that what
 * is restored has its classes loaded. Chirp's own base class calls it; a handler that extends
 * something else calls it in its constructor:
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
 * <p>The handler then gets the events {@code warm-up/<its class>/*.json} of the package, as the
 * package page says of warm-up. Such events must change nothing, and whatever they leave in the
 * function is the same in each environment that is restored: no ids, no seeds, no connections.
 *
 * <p>Nothing is done, and nothing of {@code org.crac} is loaded, unless Lambda starts the function
 * for a snapshot. Nothing is done either where {@code org.crac} is not in the package: {@code
 * chirp.snapStart} with {@code chirp.warmUp} puts it there.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">
 *     Runtime hooks for Java</a>
 */
public final class SnapStart {
  /** The folder of the events in a package, whose root is the working directory. */
  public static final String EVENTS = "warm-up";

  private SnapStart() {}

  /** Warms this handler up, if there will be a snapshot. */
  public static void register(RequestStreamHandler handler) {
    Map<String, String> environment = System.getenv();
    if (isSnapped(environment)) {
      try {
        WarmSnapshot.register(handler, handler.getClass().getName(), environment);
      } catch (NoClassDefFoundError ignored) {
        // There is no org.crac: the package was made without warm-up.
      }
    }
  }

  /**
   * Warms this handler up, if there will be a snapshot. Its events are bound as the managed
   * runtimes bind them, by AWS's serialization library, which they have.
   */
  public static void register(RequestHandler<?, ?> handler) {
    Map<String, String> environment = System.getenv();
    if (isSnapped(environment)) {
      try {
        WarmSnapshot.register(handler, environment);
      } catch (NoClassDefFoundError ignored) {
        // As above.
      }
    }
  }

  private static boolean isSnapped(Map<String, String> environment) {
    return "snap-start".equals(environment.get("AWS_LAMBDA_INITIALIZATION_TYPE"));
  }
}
