package dev.chirp.internal.project;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A type in a generic signature of a class file. */
sealed interface JavaType {
  /**
   * A class, interface or primitive type.
   *
   * @param name as {@code Class.forName} takes it: {@code java.util.Map$Entry}
   * @param arguments empty for a raw type
   */
  record Named(String name, List<JavaType> arguments) implements JavaType {
    static final JavaType OBJECT = new Named("java.lang.Object", List.of());

    @Override
    public String toString() {
      String simple = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
      return arguments.isEmpty()
          ? simple
          : arguments.stream()
              .map(JavaType::toString)
              .collect(Collectors.joining(", ", simple + "<", ">"));
    }
  }

  /**
   * A type variable of a class.
   *
   * @param bound the erased first bound
   */
  record Variable(String name, JavaType bound) implements JavaType {
    @Override
    public String toString() {
      return name;
    }
  }

  /** An array. */
  record ArrayOf(JavaType component) implements JavaType {
    @Override
    public String toString() {
      return component + "[]";
    }
  }

  /**
   * A wildcard.
   *
   * @param keyword {@code extends}, {@code super}, or empty
   */
  record Wildcard(String keyword, JavaType bound) implements JavaType {
    @Override
    public String toString() {
      return keyword.isEmpty() ? "?" : "? " + keyword + " " + bound;
    }
  }

  /** Returns this type with the variables in the map replaced, also inside arguments. */
  default JavaType with(Map<String, JavaType> variables) {
    if (this instanceof Named named) {
      return new Named(
          named.name(), named.arguments().stream().map(each -> each.with(variables)).toList());
    }
    if (this instanceof ArrayOf array) {
      return new ArrayOf(array.component().with(variables));
    }
    if (this instanceof Wildcard wildcard) {
      return new Wildcard(wildcard.keyword(), wildcard.bound().with(variables));
    }
    return this instanceof Variable variable
        ? variables.getOrDefault(variable.name(), variable)
        : this;
  }

  /** Returns this type with every variable replaced by its bound. */
  default JavaType bounded() {
    if (this instanceof Named named) {
      return new Named(named.name(), named.arguments().stream().map(JavaType::bounded).toList());
    }
    if (this instanceof ArrayOf array) {
      return new ArrayOf(array.component().bounded());
    }
    if (this instanceof Wildcard wildcard) {
      return new Wildcard(wildcard.keyword(), wildcard.bound().bounded());
    }
    return this instanceof Variable variable ? variable.bound() : this;
  }

  /** Returns this type without arguments. A variable becomes its erased bound. */
  default JavaType erased() {
    if (this instanceof ArrayOf array) {
      return new ArrayOf(array.component().erased());
    }
    return bounded() instanceof Named named ? new Named(named.name(), List.of()) : Named.OBJECT;
  }
}
