package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.NearNames;
import dev.chirp.internal.project.ClientTypes.InheritedMethod;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Chooses the handler string with which AWS's runtime interface client binds events to the types
 * that Java sees. Refuses a handler if no string does.
 */
record HandlerStrings(ClassPath classPath) {
  private static final String METHOD = "handleRequest";

  private ClientTypes types() {
    return new ClientTypes(classPath);
  }

  /**
   * Returns the kind of a class. Empty if it implements no handler interface, as far as its parents
   * can be read.
   */
  Optional<HandlerKind> kind(CompiledClass type) {
    for (HandlerKind kind : HandlerKind.values()) {
      if (isA(type, kind.typeName())) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  private boolean isA(CompiledClass type, String name) {
    return type.parents().stream()
        .map(JavaType.Named::name)
        .anyMatch(
            parent ->
                parent.equals(name)
                    || classPath.find(parent).filter(found -> isA(found, name)).isPresent());
  }

  /** Finds a parent of a class that is neither on the class path nor in the JDK. */
  Optional<String> missingParent(CompiledClass type) {
    for (JavaType.Named parent : type.parents()) {
      Optional<CompiledClass> found = classPath.find(parent.name());
      Optional<String> missing =
          found.isPresent()
              ? missingParent(found.get())
              : Optional.of(parent.name()).filter(ClassPath::isNotInPlatform);
      if (missing.isPresent()) {
        return missing;
      }
    }
    return Optional.empty();
  }

  /**
   * Returns the handler string of a class that implements a handler interface. With the class name
   * alone, the client resolves the types of a generic parent. With {@code handleRequest}, it takes
   * the method's types.
   *
   * @throws ChirpException if the client would bind other types in both cases
   */
  String of(CompiledClass type, HandlerKind kind) {
    if (kind != HandlerKind.REQUEST_HANDLER) {
      return type.name();
    }
    Optional<List<JavaType>> declared = types().declared(type);
    if (declared.equals(types().byClass(type))) {
      return type.name();
    }
    List<InheritedMethod> methods = types().byMethod(type, METHOD);
    if (methods.size() == 1
        && isBoundAsDeclared(methods.get(0))
        && declared.map(each -> each.get(0)).equals(Optional.of(methods.get(0).bound().get(0)))) {
      return type.name() + "::" + METHOD;
    }
    throw ChirpException.project(
            "Lambda's runtime cannot see that class %s handles %s, so each call on Lambda would fail."
                .formatted(type.name(), declared.map(each -> each.get(0).toString()).orElse("")))
        .withSuggestion(
            "public class %s%s implements RequestHandler<%s>%s"
                .formatted(
                    type.simpleName(),
                    type.superclass().name().equals("java.lang.Object")
                        ? ""
                        : " extends " + type.superclass(),
                    declared.orElse(List.of()).stream()
                        .map(JavaType::toString)
                        .collect(Collectors.joining(", ")),
                    type.interfaces().stream()
                        .map(each -> ", " + each)
                        .collect(Collectors.joining())));
  }

  private static boolean isBoundAsDeclared(InheritedMethod method) {
    return method.method().takesStreams() || method.bound().equals(method.declared());
  }

  /**
   * Checks a method that the POM names.
   *
   * @return the way Lambda calls it
   * @throws ChirpException if the client cannot call such a method, or binds other types
   */
  HandlerKind check(CompiledClass type, String name) {
    List<InheritedMethod> methods = types().byMethod(type, name);
    if (methods.isEmpty()) {
      throw notCallable(type, name);
    }
    InheritedMethod method = methods.get(0);
    if (methods.size() > 1) {
      throw ChirpException.project(
          "Lambda cannot distinguish %s and %s of class %s."
              .formatted(method.method(), methods.get(1).method(), type.name()));
    }
    if (!isBoundAsDeclared(method)) {
      throw ChirpException.project(
              "Lambda's runtime binds %s::%s as %s, but in this class it takes %s."
                  .formatted(type.name(), name, method.bound().get(0), method.declared().get(0)))
          .withSuggestion(
              kind(type).isPresent()
                  ? "<handler>%s</handler>".formatted(type.name())
                  : "public %s %s(%s event, Context context) in %s"
                      .formatted(
                          method.declared().get(method.declared().size() - 1),
                          name,
                          method.declared().get(0),
                          type.simpleName()));
    }
    if (!method.method().isStatic()) {
      checkInstance(type);
    } else if (!type.isPublic()) {
      throw notPublic(type);
    }
    return method.method().takesStreams() ? HandlerKind.STREAM_METHOD : HandlerKind.METHOD;
  }

  private ChirpException notCallable(CompiledClass type, String name) {
    List<CompiledMethod> methods =
        types().methods(type).stream().map(InheritedMethod::method).toList();
    Optional<CompiledMethod> other =
        methods.stream().filter(method -> method.name().equals(name)).findFirst();
    if (other.isPresent()) {
      return ChirpException.project(
              "Lambda cannot call %s of class %s: a handler takes an event or streams, and a Context."
                  .formatted(other.get(), type.name()))
          .withSuggestion("public … %s(… event, Context context)".formatted(name));
    }
    List<String> callable =
        methods.stream()
            .filter(CompiledMethod::isCallable)
            .map(CompiledMethod::name)
            .distinct()
            .toList();
    List<String> near = NearNames.of(name, callable);
    ChirpException none =
        ChirpException.project("class %s has no public method '%s'.".formatted(type.name(), name));
    return near.isEmpty()
        ? none
        : none.withSuggestion("<handler>%s::%s</handler>".formatted(type.name(), near.get(0)));
  }

  /**
   * Checks that Lambda can create an instance.
   *
   * @throws ChirpException if it cannot
   */
  void checkInstance(CompiledClass type) {
    String name = type.name();
    switch (type.form()) {
      case ABSTRACT ->
          throw ChirpException.project(
              "class %s is abstract, so Lambda cannot create it.".formatted(name));
      case ENUM ->
          throw ChirpException.project(
              "class %s is an enum, so Lambda cannot create it.".formatted(name));
      case KOTLIN_OBJECT ->
          throw ChirpException.project(
                  "class %s is a Kotlin object, so Lambda cannot create it.".formatted(name))
              .withSuggestion("class %s instead of object".formatted(type.simpleName()));
      case INNER ->
          throw ChirpException.project(
                  "class %s is an inner or local class, so Lambda cannot create it."
                      .formatted(name))
              .withSuggestion("public static class " + type.simpleName());
      case CONCRETE -> {
        // the checks below still apply
      }
    }
    if (!type.isPublic()) {
      throw notPublic(type);
    }
    if (!type.hasPublicNoArgConstructor()) {
      throw ChirpException.project(
              "class %s has no public constructor without arguments, so Lambda cannot create it."
                  .formatted(name))
          .withSuggestion("public %s() { … }".formatted(type.simpleName()));
    }
  }

  private static ChirpException notPublic(CompiledClass type) {
    return ChirpException.project(
            "class %s is not public, so Lambda cannot create it.".formatted(type.name()))
        .withSuggestion("public class " + type.simpleName());
  }
}
