package dev.chirp.sandbox.lambda.run.invoker;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.lang.reflect.InvocationTargetException;

/** Makes a handler from its name, {@code package.Class} or {@code package.Class::handleRequest}. */
final class Handlers {
  private static final String METHOD = "::handleRequest";

  private Handlers() {}

  static RequestStreamHandler load(String name) throws Throwable {
    String className =
        name.endsWith(METHOD) ? name.substring(0, name.length() - METHOD.length()) : name;
    if (className.contains("::")) {
      throw notDone(name, "it is a method that implements no handler interface");
    }
    Object handler;
    try {
      handler = Class.forName(className).getConstructor().newInstance();
    } catch (ClassNotFoundException e) {
      throw new HandlerProblem("Class not found: " + className);
    } catch (NoSuchMethodException e) {
      throw new HandlerProblem(className + " has no public constructor without parameters");
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
    if (handler instanceof RequestStreamHandler streams) {
      return streams;
    }
    throw notDone(name, "its class is no RequestStreamHandler");
  }

  private static HandlerProblem notDone(String name, String why) {
    return new HandlerProblem(
        "Chirp's event-file invoker does not run the handler '%s': %s. AWS's runtime interface client does, on Linux only."
            .formatted(name, why));
  }
}
