package dev.chirp.internal.project;

import java.util.List;

/**
 * A public method of a class file.
 *
 * @param descriptor the types without generics, as the JVM tells methods apart
 * @param isBridge made by the compiler, for a method with other types
 * @param parameters as they are declared
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
   * Whether AWS's client can call it as a handler: with an event, an input stream, an output
   * stream, or both, and then a {@code Context}; all of them optional.
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

  /** Whether it gets bytes, so that nothing is bound. */
  boolean takesStreams() {
    return parameters.contains(INPUT) || parameters.contains(OUTPUT);
  }

  /** The parameters but for a {@code Context} at the end. */
  List<JavaType> withoutContext() {
    return parameters.subList(0, parameters.size() - (takesContext() ? 1 : 0));
  }

  /** Of overloaded methods AWS's client calls the longest, counting a context at the end twice. */
  int weight() {
    return parameters.size() + (takesContext() ? 1 : 0);
  }

  private boolean takesContext() {
    return !parameters.isEmpty() && parameters.get(parameters.size() - 1).equals(CONTEXT);
  }

  /** As one writes it: {@code find(Order, Context)}. */
  @Override
  public String toString() {
    String types = parameters.toString();
    return name + "(" + types.substring(1, types.length() - 1) + ")";
  }
}
