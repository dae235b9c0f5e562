package dev.chirp.internal.loop;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;

/**
 * Creates a handler from Lambda's handler string, {@code package.Class} or {@code
 * package.Class::method}, with the types that AWS's runtime interface client would bind for it. The
 * self-contained runtime and local runs both load handlers with it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Handlers in
 *     Java</a>
 */
public final class HandlerLoader {
  private static final String SEPARATOR = "::";

  private HandlerLoader() {}

  /**
   * The folder of a handler's warm-up events: its class name, plus the method if it is not {@code
   * handleRequest}, because one class may have several handler methods.
   */
  public static String eventFolder(String handler) {
    String method = methodName(handler);
    return isOfInterface(method) ? className(handler) : className(handler) + "." + method;
  }

  /**
   * True if a handler string with this method, or without a method, means a class that implements a
   * handler interface.
   */
  public static boolean isOfInterface(String method) {
    return method.isEmpty() || method.equals("handleRequest");
  }

  /** The class that a handler string names. */
  public static String className(String handler) {
    int end = handler.lastIndexOf(SEPARATOR);
    return end < 0 ? handler : handler.substring(0, end);
  }

  /** The method that a handler string names; empty when it names the class alone. */
  public static String methodName(String handler) {
    int end = handler.lastIndexOf(SEPARATOR);
    return end < 0 ? "" : handler.substring(end + SEPARATOR.length());
  }

  /**
   * Loads the class and creates an instance, if the handler needs one.
   *
   * @param handler the handler string
   * @param loader for the class, its event types and the project's own serializer
   * @throws HandlerException for every problem with the handler, including exceptions of its code
   */
  public static RequestStreamHandler load(String handler, ClassLoader loader)
      throws HandlerException {
    String className = className(handler);
    if (className.isEmpty() || handler.endsWith(SEPARATOR)) {
      throw new HandlerException("Invalid handler: `" + handler + "'");
    }
    Class<?> type = type(className, loader);
    String method = methodName(handler);
    if (!method.isEmpty()) {
      return method(type, method, loader);
    }
    if (RequestStreamHandler.class.isAssignableFrom(type)) {
      return (RequestStreamHandler) instance(type);
    }
    if (RequestHandler.class.isAssignableFrom(type)) {
      return bound(type, loader);
    }
    throw new HandlerException(
        "Class does not implement an appropriate handler interface: " + className);
  }

  private static Class<?> type(String className, ClassLoader loader) throws HandlerException {
    try {
      return Class.forName(className, true, loader);
    } catch (ClassNotFoundException e) {
      throw new HandlerException("Class not found: " + className, e);
    } catch (Throwable e) { // a static initializer may throw anything
      String message = e.getMessage() == null ? "" : ": " + e.getMessage();
      throw new HandlerException("Error loading class " + className + message, e);
    }
  }

  /** A new instance by the class's public constructor without parameters. */
  static Object instance(Class<?> type) throws HandlerException {
    Throwable failure;
    try {
      Constructor<?> constructor = type.getConstructor();
      return constructor.newInstance();
    } catch (NoSuchMethodException e) {
      throw new HandlerException(
          "Class " + type.getName() + " has no public zero-argument constructor", e);
    } catch (InvocationTargetException e) {
      failure = e.getCause() == null ? e : e.getCause();
    } catch (Throwable e) { // for example, the class is abstract or not public
      failure = e;
    }
    String message = failure.getLocalizedMessage();
    throw new HandlerException(message == null ? failure.getClass().getName() : message, failure);
  }

  private static RequestStreamHandler bound(Class<?> type, ClassLoader loader)
      throws HandlerException {
    RequestHandler<?, ?> handler = (RequestHandler<?, ?>) instance(type);
    try {
      return BoundEventHandler.of(handler, EventTypes.of(type), loader);
    } catch (HandlerException e) {
      throw e;
    } catch (NoClassDefFoundError e) {
      throw withoutLibrary(type, e);
    } catch (Throwable e) { // the project's own serializer may throw anything
      throw new HandlerException(
          "Error loading class " + type.getName() + ": " + e.getMessage(), e);
    }
  }

  private static RequestStreamHandler method(Class<?> type, String name, ClassLoader loader)
      throws HandlerException {
    try {
      return HandlerMethod.load(type, name, loader);
    } catch (HandlerException e) {
      throw e;
    } catch (NoClassDefFoundError e) {
      throw withoutLibrary(type, e);
    } catch (Throwable e) { // as above
      throw new HandlerException(
          "Error loading class " + type.getName() + ": " + e.getMessage(), e);
    }
  }

  private static HandlerException withoutLibrary(Class<?> type, NoClassDefFoundError e) {
    return new HandlerException(
        "The event of class "
            + type.getName()
            + " cannot be bound, because a library is missing: "
            + e.getMessage()
            + "\nTry: a dependency on com.amazonaws:aws-lambda-java-serialization, or implements"
            + " RequestStreamHandler",
        e);
  }
}
