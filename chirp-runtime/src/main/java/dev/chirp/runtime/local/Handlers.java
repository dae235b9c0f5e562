package dev.chirp.runtime.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;

/** Makes handlers as Lambda does: with the public constructor that has no parameters. */
final class Handlers {

  private Handlers() {}

  static RequestStreamHandler instantiate(Class<? extends RequestStreamHandler> function) {
    String problem = "Lambda cannot make a " + function.getName() + ": ";
    String name = function.getSimpleName();
    int modifiers = function.getModifiers();
    if (!Modifier.isPublic(modifiers) || Modifier.isAbstract(modifiers)) {
      throw new LocalInvocationException(
          problem + "the class is abstract or not public.", "public class " + name);
    }
    try {
      return function.getConstructor().newInstance();
    } catch (NoSuchMethodException e) {
      throw new LocalInvocationException(
          problem + "the class has no public constructor without parameters.",
          "public " + name + "() {}");
    } catch (InvocationTargetException e) {
      throw new LocalInvocationException(
          problem + "the constructor failed: " + e.getCause(), "", e.getTargetException());
    } catch (ReflectiveOperationException e) {
      throw new LocalInvocationException(problem + e.getMessage(), "", e);
    }
  }
}
