package dev.chirp.internal.loop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A handler method, {@code package.Class::method}: public, with an event, an input stream, an
 * output stream or both streams, then a {@code Context}; all of them optional. The event is bound
 * to the declared types; a type variable of a generic parent counts as its bound.
 */
final class HandlerMethod implements RequestHandler<Object, Object>, RequestStreamHandler {
  private final Method method;
  private final Object instance;
  private final boolean takesInput;
  private final boolean takesOutput;
  private final boolean takesEvent;
  private final boolean takesContext;

  private HandlerMethod(Class<?> type, Method method) throws HandlerException {
    List<Class<?>> parameters = List.of(method.getParameterTypes());
    this.method = method;
    this.takesInput = parameters.contains(InputStream.class);
    this.takesOutput = parameters.contains(OutputStream.class);
    this.takesContext = takesContext(parameters);
    this.takesEvent = !takesInput && !takesOutput && parameters.size() > (takesContext ? 1 : 0);
    this.instance = // unused for a static method
        Modifier.isStatic(method.getModifiers()) ? type : HandlerLoader.instance(type);
  }

  /**
   * The handler for a method.
   *
   * @param loader for the event types and the project's own serializer
   * @throws HandlerException in the words of AWS's client, when there is no such method
   * @throws NoClassDefFoundError without AWS's serialization library on the class path
   */
  static RequestStreamHandler load(Class<?> type, String name, ClassLoader loader)
      throws HandlerException {
    HandlerMethod handler = new HandlerMethod(type, choose(type, name));
    return handler.takesInput || handler.takesOutput
        ? handler
        : BoundEventHandler.of(handler, handler.types(), loader);
  }

  /**
   * The method that AWS's client would call: a method that is not a bridge before a bridge, then
   * the one with the most parameters, counting a {@code Context} at the end twice.
   */
  private static Method choose(Class<?> type, String name) throws HandlerException {
    List<Method> methods = new ArrayList<>();
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && isCallable(List.of(method.getParameterTypes()))) {
        methods.add(method);
      }
    }
    if (methods.isEmpty()) {
      throw new HandlerException(
          "No public method named "
              + name
              + " with appropriate method signature found on class "
              + type.getName());
    }
    methods.sort(HandlerMethod::compare);
    return methods.get(0);
  }

  /** The types of {@code handleRequest}, for a handler string with that method. */
  static EventTypes types(Class<?> handler) throws HandlerException {
    Method method = choose(handler, "handleRequest");
    return EventTypes.of(
        Optional.of(method.getGenericParameterTypes()[0]), method.getGenericReturnType());
  }

  private static boolean isCallable(List<Class<?>> parameters) {
    List<Class<?>> others =
        parameters.subList(0, parameters.size() - (takesContext(parameters) ? 1 : 0));
    return others.isEmpty()
        || (others.size() == 1 && others.get(0) != Context.class)
        || others.equals(List.of(InputStream.class, OutputStream.class));
  }

  private static boolean takesContext(List<Class<?>> parameters) {
    return !parameters.isEmpty() && parameters.get(parameters.size() - 1) == Context.class;
  }

  private static int compare(Method one, Method other) {
    return one.isBridge() == other.isBridge()
        ? Integer.compare(weight(other), weight(one))
        : Boolean.compare(one.isBridge(), other.isBridge());
  }

  private static int weight(Method method) {
    List<Class<?>> parameters = List.of(method.getParameterTypes());
    return parameters.size() + (takesContext(parameters) ? 1 : 0);
  }

  private EventTypes types() {
    return EventTypes.of(
        takesEvent ? Optional.of(method.getGenericParameterTypes()[0]) : Optional.empty(),
        method.getGenericReturnType());
  }

  /** The event is already bound. */
  @Override
  public Object handleRequest(Object event, Context context) {
    List<Object> arguments = new ArrayList<>();
    if (takesEvent) {
      arguments.add(event);
    }
    return call(arguments, context);
  }

  /** Without an output stream the response is {@code null}, whatever the method returns. */
  @Override
  public void handleRequest(InputStream event, OutputStream output, Context context)
      throws IOException {
    List<Object> arguments = new ArrayList<>();
    if (takesInput) {
      arguments.add(event);
    }
    if (takesOutput) {
      arguments.add(output);
    }
    call(arguments, context);
    if (!takesOutput) {
      output.write("null".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private Object call(List<Object> arguments, Context context) {
    if (takesContext) {
      arguments.add(context);
    }
    try {
      return method.invoke(instance, arguments.toArray());
    } catch (InvocationTargetException e) {
      HandlerMethod.<RuntimeException>rethrow(e.getCause() == null ? e : e.getCause());
    } catch (IllegalAccessException e) { // the class is not public
      HandlerMethod.<RuntimeException>rethrow(e);
    }
    throw new IllegalStateException("Not reached");
  }

  /** Throws an exception of the handler unwrapped, even a checked one. */
  @SuppressWarnings("unchecked") // no real cast: the type variable is erased to Throwable
  private static <T extends Throwable> void rethrow(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
