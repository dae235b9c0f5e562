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
 * The event and response types of a {@code RequestHandler}, once by Java's rules and once by the
 * rules of AWS's runtime interface client. chirp-loop's {@code HandlerLoader} implements the
 * client's rules for loaded classes.
 */
record ClientTypes(ClassPath classPath) {
  private static final String REQUEST_HANDLER = HandlerKind.REQUEST_HANDLER.typeName();

  /**
   * The client binds AWS's event types only if the type is the class itself, not a variable bounded
   * by it.
   */
  private static final String AWS_EVENTS = "com.amazonaws.services.lambda.runtime.events.";

  /** An ancestor of the handler, with the types of its type variables. */
  private record Ancestor(CompiledClass type, Map<String, JavaType> variables) {}

  /** A method with the type variables of its declaring class, seen from the handler. */
  record InheritedMethod(CompiledMethod method, Map<String, JavaType> variables) {
    /**
     * Returns the types as the client sees them, parameters first. It knows only the bounds of
     * variables.
     */
    List<JavaType> bound() {
      return all().stream().map(JavaType::bounded).toList();
    }

    /** Returns the types that the method has in the handler's class. */
    List<JavaType> declared() {
      return all().stream().map(type -> type.with(variables).bounded()).toList();
    }

    private List<JavaType> all() {
      List<JavaType> all = new ArrayList<>(method.parameters());
      all.add(method.result());
      return all;
    }
  }

  /**
   * Returns event and response types by Java's rules. The variables of a raw type count as their
   * bounds.
   */
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
   * Returns event and response types as the client finds them from the class alone: the arguments
   * of the first parameterized {@code RequestHandler} interface, breadth first. The client replaces
   * variables by name, but not inside other types.
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

  /**
   * Returns the type that the client binds for a variable: its bound, unless that is an AWS event.
   */
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
   * Returns the methods that the client could call for {@code Class::name}. If there are several,
   * it calls whichever one the JVM lists first.
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

  /** Returns all public methods of a class, its own first. Overridden methods are left out. */
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
