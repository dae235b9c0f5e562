package dev.chirp.internal.loop;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** Warms up a handler right before a snapshot. */
public final class WarmSnapshot implements Resource {
  /** The folder of the events in a package. The root of the package is the working directory. */
  public static final String EVENTS = "warm-up";

  /**
   * A context holds its resources weakly; without this list, the garbage collector could remove
   * them.
   */
  private static final List<Resource> KEPT = new ArrayList<>();

  private final RequestStreamHandler handler;
  private final String className;
  private final LambdaVariables variables;

  private WarmSnapshot(RequestStreamHandler handler, String className, LambdaVariables variables) {
    this.handler = handler;
    this.className = className;
    this.variables = variables;
  }

  /**
   * Registers the warm-up of a handler with typed events. Binds types at the first event, so that a
   * failure there counts as a failure of the event.
   */
  public static void register(RequestHandler<?, ?> handler, Map<String, String> environment) {
    register(
        (event, output, context) ->
            bound(handler, environment).handleRequest(event, output, context),
        handler.getClass().getName(),
        environment);
  }

  /** A handler with the types that AWS's client binds for the function's handler string. */
  private static RequestStreamHandler bound(
      RequestHandler<?, ?> handler, Map<String, String> environment) {
    Class<?> type = handler.getClass();
    String byMethod = type.getName() + "::handleRequest";
    try {
      EventTypes types =
          byMethod.equals(environment.get("_HANDLER"))
              ? HandlerMethod.types(type)
              : EventTypes.of(type);
      return BoundEventHandler.of(handler, types, type.getClassLoader());
    } catch (HandlerException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  /**
   * Registers the warm-up.
   *
   * @param className the name of the event folder
   */
  public static synchronized void register(
      RequestStreamHandler handler, String className, Map<String, String> environment) {
    WarmSnapshot resource = new WarmSnapshot(handler, className, new LambdaVariables(environment));
    KEPT.add(resource);
    Core.getGlobalContext().register(resource);
  }

  /** An exception here stops the snapshot: a JVM that is unreliable must not be restored. */
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) throws HandlerException {
    new WarmUp(handler, variables, new FunctionLog(variables)).run(new File(EVENTS, className));
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // The classes that were loaded so far stay loaded.
  }
}
