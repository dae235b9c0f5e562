package dev.chirp.internal.loop;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * The types that an event and its response are bound to. For a handler named by its class alone,
 * they are the types that AWS's client finds: the type arguments of the first parameterized
 * interface, breadth first, that is a {@code RequestHandler}. So the client mistakes the arguments
 * of an interface in between for those of {@code RequestHandler}, and finds no types for a raw
 * {@code RequestHandler}.
 *
 * @param event empty for a method without an event parameter; then the event is not read
 * @param result empty for {@code void} and {@code Void}: the response is {@code null}
 */
record EventTypes(Optional<Type> event, Optional<Type> result) {

  /** A superclass or interface with its type arguments by name; empty for a raw type. */
  private record Ancestor(Class<?> type, Map<String, Type> arguments) {
    Type resolve(Type type) {
      if (type instanceof TypeVariable<?> variable) {
        Type known = arguments.get(variable.getName());
        return known == null ? variable : known;
      }
      return type;
    }

    /** Resolves type variables by name even for a raw parent, as the client does. */
    Ancestor parent(Type parent) {
      Class<?> raw =
          (Class<?>) (parent instanceof ParameterizedType generic ? generic.getRawType() : parent);
      TypeVariable<?>[] variables = raw.getTypeParameters();
      Map<String, Type> resolved = new HashMap<>();
      for (int i = 0; i < variables.length; i++) {
        Type argument =
            parent instanceof ParameterizedType generic
                ? generic.getActualTypeArguments()[i]
                : variables[i];
        resolved.put(variables[i].getName(), resolve(argument));
      }
      return new Ancestor(raw, resolved);
    }
  }

  /** Types as a method declares them. */
  static EventTypes of(Optional<Type> event, Type result) {
    return new EventTypes(event, isVoid(result) ? Optional.empty() : Optional.of(result));
  }

  /**
   * The types of a {@code RequestHandler}.
   *
   * @throws HandlerException in the words of AWS's client, if there are no types to bind
   */
  static EventTypes of(Class<?> handler) throws HandlerException {
    Queue<Ancestor> ancestors = new ArrayDeque<>();
    ancestors.add(new Ancestor(handler, Map.of()));
    while (!ancestors.isEmpty()) {
      Ancestor ancestor = ancestors.remove();
      for (Type parent : ancestor.type().getGenericInterfaces()) {
        if (parent instanceof ParameterizedType generic
            && RequestHandler.class.isAssignableFrom((Class<?>) generic.getRawType())) {
          return of(handler, ancestor, generic.getActualTypeArguments());
        }
        ancestors.add(ancestor.parent(parent));
      }
      Type superclass = ancestor.type().getGenericSuperclass();
      if (superclass != null) {
        ancestors.add(ancestor.parent(superclass));
      }
    }
    throw new HandlerException(
        "Class "
            + handler.getName()
            + " does not implement RequestHandler with concrete type parameters");
  }

  private static EventTypes of(Class<?> handler, Ancestor ancestor, Type[] arguments)
      throws HandlerException {
    if (arguments.length != 2) {
      throw new HandlerException(
          "Invalid class signature for RequestHandler. Expected two generic types, got "
              + arguments.length);
    }
    return of(
        Optional.of(bounded(handler, ancestor.resolve(arguments[0]))),
        bounded(handler, ancestor.resolve(arguments[1])));
  }

  private static Type bounded(Class<?> handler, Type type) throws HandlerException {
    if (type instanceof TypeVariable<?> variable && !hasBound(variable)) {
      throw new HandlerException(
          "Class "
              + handler.getName()
              + " does not implement RequestHandler with concrete type parameters: parameter "
              + type
              + " has no upper bound.");
    }
    return type;
  }

  private static boolean hasBound(TypeVariable<?> variable) {
    for (Type bound : variable.getBounds()) {
      if (bound != Object.class) {
        return true;
      }
    }
    return false;
  }

  private static boolean isVoid(Type type) {
    return type == void.class || type == Void.class;
  }
}
