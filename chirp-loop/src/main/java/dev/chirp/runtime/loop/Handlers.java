package dev.chirp.runtime.loop;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/** Makes a handler from its name, {@code package.Class} or {@code package.Class::handleRequest}. */
final class Handlers {
  private static final String METHOD = "::handleRequest";

  private Handlers() {}

  /** The class that a handler's name names. */
  static String className(String handler) {
    return handler.endsWith(METHOD)
        ? handler.substring(0, handler.length() - METHOD.length())
        : handler;
  }

  /**
   * Loads the class and makes one instance.
   *
   * @throws HandlerException whatever is wrong with it, whatever its code throws
   */
  static RequestStreamHandler create(String name) throws HandlerException {
    String className = className(name);
    if (className.isEmpty()) {
      throw new HandlerException("Invalid handler: `" + name + "'");
    }
    if (className.contains("::")) {
      throw new HandlerException(
          "Handler '"
              + name
              + "' names a method of its own; Chirp's runtime calls handleRequest of Lambda's handler"
              + " interfaces only.\nTry: implements RequestStreamHandler, or a managed runtime");
    }
    Object handler = instance(load(className), className);
    if (handler instanceof RequestStreamHandler streams) {
      return streams;
    }
    if (handler instanceof RequestHandler<?, ?> bound) {
      return bound(bound, className);
    }
    throw new HandlerException(
        "Class does not implement an appropriate handler interface: " + className);
  }

  private static Class<?> load(String className) throws HandlerException {
    try {
      return Class.forName(className);
    } catch (ClassNotFoundException e) {
      throw new HandlerException("Class not found: " + className, e);
    } catch (Throwable e) { // a static initialiser may throw anything
      String message = e.getMessage() == null ? "" : ": " + e.getMessage();
      throw new HandlerException("Error loading class " + className + message, e);
    }
  }

  private static Object instance(Class<?> type, String className) throws HandlerException {
    Throwable failure;
    try {
      Constructor<?> constructor = type.getConstructor();
      return constructor.newInstance();
    } catch (NoSuchMethodException e) {
      throw new HandlerException(
          "Class " + className + " has no public zero-argument constructor", e);
    } catch (InvocationTargetException e) {
      failure = e.getCause() == null ? e : e.getCause();
    } catch (Throwable e) { // such as one of a class that is abstract or not public
      failure = e;
    }
    String message = failure.getLocalizedMessage();
    throw new HandlerException(message == null ? failure.getClass().getName() : message, failure);
  }

  private static RequestStreamHandler bound(RequestHandler<?, ?> handler, String className)
      throws HandlerException {
    try {
      return BoundEventHandler.of(handler);
    } catch (NoClassDefFoundError e) {
      throw new HandlerException(
          "Class "
              + className
              + " is a RequestHandler, and a library that binds its event is missing: "
              + e.getMessage()
              + "\nTry: a dependency on com.amazonaws:aws-lambda-java-serialization, or implements"
              + " RequestStreamHandler",
          e);
    } catch (Throwable e) { // the project's own serializer may throw anything
      throw new HandlerException("Error loading class " + className + ": " + e.getMessage(), e);
    }
  }
}
