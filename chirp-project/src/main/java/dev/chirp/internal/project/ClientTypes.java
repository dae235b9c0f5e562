package dev.chirp.internal.project;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * The types of a {@code RequestHandler}, twice: as Java's type system has them, and as AWS's
 * runtime interface client finds them by a handler string. chirp-loop's {@code HandlerLoader} has
 * the client's rules too, for classes that are loaded.
 */
record ClientTypes(ClassPath classPath) {
  private static final String REQUEST_HANDLER = HandlerKind.REQUEST_HANDLER.typeName();

  /**
   * The client binds these only where the type is the class itself, not a variable of that bound.
   */
  private static final String AWS_EVENTS = "com.amazonaws.services.lambda.runtime.events.";

  /** A class on the way up, and what its type variables stand for. */
  private record Ancestor(CompiledClass type, Map<String, JavaType> variables) {}

  /** A method with the variables of the class that declares it, seen from the handler. */
  record InheritedMethod(CompiledMethod method, Map<String, JavaType> variables) {
    /** The types as the client sees them, parameters first: it knows the variables' bounds only. */
    List<JavaType> bound() {
      return all().stream().map(JavaType::bounded).toList();
    }

    /** The types that the method has in the handler's class. */
    List<JavaType> declared() {
      return all().stream().map(type -> type.with(variables).bounded()).toList();
    }

    private List<JavaType> all() {
      List<JavaType> all = new ArrayList<>(method.parameters());
      all.add(method.result());
      return all;
    }
  }

  /** Event and answer by Java's type system; a raw type's variables count as their bounds. */
  Optional<List<JavaType>> declared(CompiledClass handler) {
    return declared(new Ancestor(handler, Map.of()));
  }

  private Optional<List<JavaType>> declared(Ancestor ancestor) {
    for (JavaType.Named parent : ancestor.type().parents()) {
      if (parent.name().equals(REQUEST_HANDLER)) {
        return Optional.of(
            parent.arguments().isEmpty()
                ? List.of(JavaType.Named.OBJECT, JavaType.Named.OBJECT)
                : parent.arguments().stream()
                    .map(each -> each.with(ancestor.variables()).bounded())
                    .toList());
      }
      Optional<List<JavaType>> inherited = parent(ancestor, parent).flatMap(this::declared);
      if (inherited.isPresent()) {
        return inherited;
      }
    }
    return Optional.empty();
  }

  private Optional<Ancestor> parent(Ancestor child, JavaType.Named parent) {
    return classPath
        .find(parent.name())
        .map(
            type -> {
              Map<String, JavaType> variables = new HashMap<>();
              List<String> names = List.copyOf(type.types().variables().keySet());
              for (int i = 0; i < names.size() && !parent.arguments().isEmpty(); i++) {
                variables.put(
                    names.get(i), parent.arguments().get(i).with(child.variables()).bounded());
              }
              return new Ancestor(type, variables);
            });
  }

  /**
   * Event and answer as the client finds them by the class alone: the arguments of the first
   * parameterized interface, breadth first, that is a {@code RequestHandler}; the client replaces
   * variables by name, and not those within another type.
   */
  Optional<List<JavaType>> byClass(CompiledClass handler) {
    Queue<Ancestor> ancestors = new ArrayDeque<>();
    ancestors.add(new Ancestor(handler, Map.of()));
    while (!ancestors.isEmpty()) {
      Ancestor ancestor = ancestors.remove();
      for (JavaType.Named parent : ancestor.type().interfaces()) {
        if (!parent.arguments().isEmpty() && isRequestHandler(parent.name())) {
          return bindable(
              parent.arguments().stream()
                  .map(argument -> resolved(argument, ancestor.variables()))
                  .toList());
        }
        byName(ancestor, parent).ifPresent(ancestors::add);
      }
      byName(ancestor, ancestor.type().superclass()).ifPresent(ancestors::add);
    }
    return Optional.empty();
  }

  private Optional<Ancestor> byName(Ancestor child, JavaType.Named parent) {
    return classPath
        .find(parent.name())
        .map(
            type -> {
              Map<String, JavaType> variables = new HashMap<>();
              int i = 0;
              for (Map.Entry<String, JavaType> each : type.types().asVariables().entrySet()) {
                JavaType argument =
                    parent.arguments().isEmpty() ? each.getValue() : parent.arguments().get(i++);
                variables.put(each.getKey(), resolved(argument, child.variables()));
              }
              return new Ancestor(type, variables);
            });
  }

  private static JavaType resolved(JavaType type, Map<String, JavaType> variables) {
    return type instanceof JavaType.Variable ? type.with(variables) : type;
  }

  private static Optional<List<JavaType>> bindable(List<JavaType> types) {
    boolean allBound =
        types.stream()
            .filter(JavaType.Variable.class::isInstance)
            .map(type -> type.bounded().toString())
            .noneMatch(bound -> bound.equals("Object"));
    return types.size() == 2 && allBound
        ? Optional.of(types.stream().map(ClientTypes::asBound).toList())
        : Optional.empty();
  }

  /** A variable is bound as its bound, but not as an AWS event. */
  private static JavaType asBound(JavaType type) {
    return type instanceof JavaType.Variable variable
            && variable.bound() instanceof JavaType.Named bound
            && bound.name().startsWith(AWS_EVENTS)
        ? variable
        : type.bounded();
  }

  private boolean isRequestHandler(String name) {
    return name.equals(REQUEST_HANDLER)
        || classPath
            .find(name)
            .filter(
                type -> type.interfaces().stream().anyMatch(each -> isRequestHandler(each.name())))
            .isPresent();
  }

  /**
   * The methods that the client would call for {@code Class::name}: one, or none that it can call,
   * or several of which it takes the one that the JVM happens to name first.
   */
  List<InheritedMethod> byMethod(CompiledClass handler, String name) {
    Comparator<InheritedMethod> order =
        Comparator.comparing((InheritedMethod each) -> each.method().isBridge())
            .thenComparing(each -> -each.method().weight());
    List<InheritedMethod> callable =
        methods(handler).stream()
            .filter(each -> each.method().name().equals(name) && each.method().isCallable())
            .sorted(order)
            .toList();
    return callable.stream().filter(each -> order.compare(each, callable.get(0)) == 0).toList();
  }

  /** All public methods of a class, its own first; what overrides another stands for it. */
  List<InheritedMethod> methods(CompiledClass handler) {
    Map<String, InheritedMethod> found = new LinkedHashMap<>();
    Queue<Ancestor> interfaces = new ArrayDeque<>();
    Optional<Ancestor> next = Optional.of(new Ancestor(handler, Map.of()));
    while (next.isPresent()) {
      Ancestor ancestor = next.get();
      add(ancestor, found, false);
      addInterfaces(ancestor, interfaces);
      next = parent(ancestor, ancestor.type().superclass());
    }
    while (!interfaces.isEmpty()) {
      Ancestor ancestor = interfaces.remove();
      add(ancestor, found, true);
      addInterfaces(ancestor, interfaces);
    }
    return List.copyOf(found.values());
  }

  private void addInterfaces(Ancestor ancestor, Queue<Ancestor> interfaces) {
    for (JavaType.Named each : ancestor.type().interfaces()) {
      parent(ancestor, each).ifPresent(interfaces::add);
    }
  }

  private static void add(
      Ancestor ancestor, Map<String, InheritedMethod> found, boolean isInterface) {
    for (CompiledMethod method : ancestor.type().methods()) {
      if (!isInterface || !method.isStatic()) {
        found.putIfAbsent(
            method.name() + method.descriptor(), new InheritedMethod(method, ancestor.variables()));
      }
    }
  }
}
