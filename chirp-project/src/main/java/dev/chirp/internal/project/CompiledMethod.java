package dev.chirp.internal.project;

import java.util.List;

/**
 * A public method in a class file.
 *
 * @param descriptor the types without generics, which identify the method for the JVM
 * @param isBridge whether the compiler added it for a method with other types
 * @param parameters the declared types
 */
record CompiledMethod(
    String name,
    String descriptor,
    boolean isStatic,
    boolean isBridge,
    List<JavaType> parameters,
    JavaType result) {

  private static final JavaType CONTEXT =
      new JavaType.Named("com.amazonaws.services.lambda.runtime.Context", List.of());
  private static final JavaType INPUT = new JavaType.Named("java.io.InputStream", List.of());
  private static final JavaType OUTPUT = new JavaType.Named("java.io.OutputStream", List.of());

  CompiledMethod {
    parameters = List.copyOf(parameters);
  }

  /**
   * Returns whether AWS's client can call it as a handler. Its optional parameters are an event, or
   * an input stream, an output stream or both, then a {@code Context}.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-handler.html">Handlers in
   *     Java</a>
   */
  boolean isCallable() {
    List<JavaType> others = withoutContext();
    return others.isEmpty()
        || (others.size() == 1 && !others.get(0).equals(CONTEXT))
        || others.equals(List.of(INPUT, OUTPUT));
  }

  /** Returns whether it takes streams, so that Lambda binds no event. */
  boolean takesStreams() {
    return parameters.contains(INPUT) || parameters.contains(OUTPUT);
  }

  /** Returns the parameters without a {@code Context} at the end. */
  List<JavaType> withoutContext() {
    return parameters.subList(0, parameters.size() - (takesContext() ? 1 : 0));
  }

  /**
   * Returns the length by which AWS's client selects among overloads. A context at the end counts
   * twice.
   */
  int weight() {
    return parameters.size() + (takesContext() ? 1 : 0);
  }

  private boolean takesContext() {
    return !parameters.isEmpty() && parameters.get(parameters.size() - 1).equals(CONTEXT);
  }

  /** Returns the source form, such as {@code find(Order, Context)}. */
  @Override
  public String toString() {
    String types = parameters.toString();
    return name + "(" + types.substring(1, types.length() - 1) + ")";
  }
}
