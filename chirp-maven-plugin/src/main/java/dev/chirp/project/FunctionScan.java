package dev.chirp.project;

import dev.chirp.core.ChirpException;
import dev.chirp.core.FunctionPrefix;
import dev.chirp.core.Setting;
import dev.chirp.runtime.local.FunctionName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds the functions in compiled classes: every public concrete class that implements one of
 * Lambda's handler interfaces, directly or through its parents.
 *
 * @param classesDirectory {@code target/classes}
 * @param dependencies the rest of the runtime class path, read only where a parent class stands
 *     there
 * @param given what the POM and the command line say
 */
public record FunctionScan(
    Path classesDirectory, List<Path> dependencies, String functionPrefix, GivenSettings given) {

  public FunctionScan {
    FunctionPrefix.checked(functionPrefix); // else it would be blamed on the first class
    dependencies = List.copyOf(dependencies);
  }

  /** Runs the scan; every mistake that it can see is refused before any function runs. */
  public ProjectFunctions run() {
    Map<String, ProjectFunction> functions = new TreeMap<>();
    List<String> hidden = new ArrayList<>();
    try (ClassPath classPath = new ClassPath(classesDirectory, dependencies)) {
      for (CompiledClass type : classPath.projectClasses()) {
        Optional<HandlerKind> kind = kind(type, classPath);
        if (kind.isPresent() && type.instantiable()) {
          add(function(type, kind.get()), functions);
        } else if (kind.isPresent() && !type.isPublic()) {
          hidden.add(type.name());
        }
      }
    }
    checkRoutes(functions.values());
    return new ProjectFunctions(functions, hidden, given.perFunction().keySet());
  }

  private static void add(ProjectFunction function, Map<String, ProjectFunction> functions) {
    ProjectFunction other = functions.put(function.name(), function);
    if (other != null) {
      throw ChirpException.project(
              "Two functions are named '%s': %s and %s."
                  .formatted(function.name(), other.className(), function.className()))
          .withSuggestion(
              "@FunctionConfiguration(name = \"%s_2\") on one of them".formatted(function.name()));
    }
  }

  private static void checkRoutes(Collection<ProjectFunction> functions) {
    Map<Route, ProjectFunction> byRoute = new HashMap<>();
    for (ProjectFunction function : functions) {
      Optional<Route> route = function.settings().route().map(Setting::value);
      if (route.isEmpty()) {
        continue;
      }
      ProjectFunction other = byRoute.put(route.get().withoutNames(), function);
      if (other != null) {
        throw ChirpException.project(
            "Functions '%s' and '%s' both answer '%s'."
                .formatted(other.name(), function.name(), route.get()));
      }
    }
  }

  private static Optional<HandlerKind> kind(CompiledClass type, ClassPath classPath) {
    for (String parent : type.parents()) {
      for (HandlerKind kind : HandlerKind.values()) {
        if (kind.typeName().equals(parent)) {
          return Optional.of(kind);
        }
      }
      Optional<HandlerKind> inherited = classPath.find(parent).flatMap(p -> kind(p, classPath));
      if (inherited.isPresent()) {
        return inherited;
      }
    }
    return Optional.empty();
  }

  private ProjectFunction function(CompiledClass type, HandlerKind kind) {
    String name = name(type);
    if (!type.hasPublicNoArgConstructor()) {
      throw ChirpException.project(
              "Function '%s': class %s has no public constructor without arguments, so Lambda cannot create it."
                  .formatted(name, type.name()))
          .withSuggestion("public %s() { … }".formatted(type.simpleName()));
    }
    List<SettingsLayer> layers = new ArrayList<>();
    layers.add(given.pluginWide());
    layers.add(SettingsLayer.ofAnnotation(type));
    Optional.ofNullable(given.perFunction().get(name)).ifPresent(layers::add);
    layers.addAll(given.above());
    try {
      return new ProjectFunction(
          name, type.name(), kind, type.release(), FunctionSettings.of(layers));
    } catch (ChirpException e) {
      throw ChirpException.project("Function '%s': %s".formatted(name, e.problem()))
          .withSuggestion(e.suggestion());
    }
  }

  private String name(CompiledClass type) {
    Object given = type.configuration().getOrDefault("name", "");
    String name =
        given.equals("") ? FunctionName.fromClassName(type.simpleName()) : given.toString();
    if (!FunctionName.isValid(functionPrefix + name)) {
      throw ChirpException.project(
              "Class %s: '%s' is no name of a Lambda function: letters, digits, - and _, at most 64."
                  .formatted(type.name(), functionPrefix + name))
          .withSuggestion("@FunctionConfiguration(name = \"a_shorter_name\") on the class");
    }
    return name;
  }
}
