package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.NearNames;
import dev.chirp.internal.local.FunctionName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds the functions of a project: every public concrete class that implements one of Lambda's
 * handler interfaces, directly or through its parents, and every handler that the POM names. A
 * class that cannot be a function is left out, and refused only if requested by name.
 *
 * @param classesDirectory {@code target/classes}
 * @param dependencies the rest of the runtime class path, read if a parent class or a handler in
 *     the POM is there
 * @param given the settings in the POM and on the command line
 */
public record FunctionScan(
    Path classesDirectory, List<Path> dependencies, String functionPrefix, GivenSettings given) {

  /** The handler that calls the project's handler classes and injects their dependencies. */
  private static final String QUARKUS_HANDLER =
      "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler";

  public FunctionScan {
    FunctionPrefix.checked(functionPrefix); // otherwise the first class would be blamed for it
    dependencies = List.copyOf(dependencies);
  }

  /** Runs the scan. */
  public ProjectFunctions run() {
    try (ClassPath classPath = new ClassPath(classesDirectory, dependencies)) {
      return new Run(classPath).functions();
    }
  }

  /** A function without its settings. Mistakes in settings stop every goal. */
  private record ScannedFunction(
      String name, String handler, HandlerKind kind, CompiledClass type, int release) {}

  /** The state of one scan. */
  private final class Run {
    private final ClassPath classPath;
    private final HandlerStrings handlers;
    private final Map<String, List<ScannedFunction>> found = new TreeMap<>();
    private final List<Rejection> rejected = new ArrayList<>();
    private final boolean isOfQuarkus;

    Run(ClassPath classPath) {
      this.classPath = classPath;
      this.isOfQuarkus = classPath.find(QUARKUS_HANDLER).isPresent();
      this.handlers = new HandlerStrings(classPath);
    }

    ProjectFunctions functions() {
      List<CompiledClass> classes = classPath.projectClasses();
      given.handlers().forEach((name, handler) -> named(name, handler, classes));
      Set<String> ofThePom =
          given.handlers().values().stream()
              .map(NamedHandler::parse)
              .filter(NamedHandler::isInterfaceHandler)
              .map(NamedHandler::className)
              .collect(Collectors.toSet());
      classes.stream().filter(type -> !ofThePom.contains(type.name())).forEach(this::scanned);
      Map<String, ProjectFunction> functions = new TreeMap<>();
      found.forEach(
          (name, all) -> {
            if (all.size() == 1) {
              functions.put(name, function(all.get(0)));
            } else {
              rejected.add(collision(name, all));
            }
          });
      checkRoutes(functions.values());
      return new ProjectFunctions(functions, rejected, given.perFunction().keySet());
    }

    /** Adds a handler that the POM names. Anything wrong with it is an error in the POM. */
    private void named(String name, String handler, List<CompiledClass> classes) {
      NamedHandler named = NamedHandler.parse(handler);
      try {
        checkName(name, handler);
        CompiledClass type = find(named, classes);
        Optional<HandlerKind> kind = handlers.kind(type);
        if (!named.method().isEmpty()) {
          HandlerKind method = handlers.check(type, named.method());
          add(new ScannedFunction(name, handler, method, type, newest(type, classes)));
        } else {
          handlers.checkInstance(type);
          String chosen = handlers.of(type, kind.orElseThrow(() -> withoutInterface(type)));
          add(new ScannedFunction(name, chosen, kind.get(), type, newest(type, classes)));
        }
      } catch (ChirpException e) {
        reject(name, named.className(), Rejection.Weight.ERROR, e);
      }
    }

    private CompiledClass find(NamedHandler named, List<CompiledClass> classes) {
      return classPath
          .find(named.className())
          .orElseThrow(
              () -> {
                List<String> near =
                    NearNames.of(
                        named.className(), classes.stream().map(CompiledClass::name).toList());
                ChirpException missing =
                    ChirpException.project(
                        "class %s, which <handler> in the POM names, is not on the runtime class path."
                            .formatted(named.className()));
                String method = named.method().isEmpty() ? "" : "::" + named.method();
                return near.isEmpty()
                    ? missing
                    : missing.withSuggestion(
                        "<handler>%s%s</handler>".formatted(near.get(0), method));
              });
    }

    private static ChirpException withoutInterface(CompiledClass type) {
      String method =
          type.methods().stream()
              .filter(CompiledMethod::isCallable)
              .map(CompiledMethod::name)
              .findFirst()
              .orElse("method");
      return ChirpException.project(
              "class %s implements neither RequestHandler nor RequestStreamHandler, so <handler> must name a method."
                  .formatted(type.name()))
          .withSuggestion("<handler>%s::%s</handler>".formatted(type.name(), method));
    }

    /**
     * Returns the newest release among the classes. A handler in a dependency may be older than the
     * classes it calls.
     */
    private static int newest(CompiledClass type, List<CompiledClass> classes) {
      return Math.max(
          type.release(), classes.stream().mapToInt(CompiledClass::release).max().orElse(0));
    }

    private void scanned(CompiledClass type) {
      Optional<HandlerKind> kind = handlers.kind(type);
      if (type.form() == CompiledClass.Form.ABSTRACT) {
        return; // meant to be extended
      }
      String name = name(type);
      if (kind.isPresent() && type.isPublic() && isOfQuarkus) {
        reject(name, type.name(), weightOfQuarkus(), ofQuarkus(name, type));
        return;
      }
      Rejection.Weight weight =
          !type.isPublic() && kind.isPresent()
              ? Rejection.Weight.HIDDEN
              : kind.isEmpty() || type.form() == CompiledClass.Form.INNER
                  ? Rejection.Weight.SILENT
                  : Rejection.Weight.WARNING;
      try {
        if (kind.isPresent()) {
          handlers.checkInstance(type);
        }
        handlers
            .missingParent(type)
            .ifPresent(
                parent -> {
                  throw ChirpException.project(
                      "class %s has the parent %s, which is not on the runtime class path."
                          .formatted(type.name(), parent));
                });
        if (kind.isEmpty()) {
          return;
        }
        checkName(name, type.name());
        weight = Rejection.Weight.ERROR;
        add(
            new ScannedFunction(
                name, handlers.of(type, kind.get()), kind.get(), type, type.release()));
      } catch (ChirpException e) {
        reject(name, type.name(), weight, e);
      }
    }

    /**
     * A POM that names Quarkus's handler shows that its author knows how Quarkus starts functions.
     */
    private Rejection.Weight weightOfQuarkus() {
      boolean isNamed =
          given.handlers().values().stream()
              .map(NamedHandler::parse)
              .anyMatch(handler -> handler.className().equals(QUARKUS_HANDLER));
      return isNamed ? Rejection.Weight.SILENT : Rejection.Weight.WARNING;
    }

    private static ChirpException ofQuarkus(String name, CompiledClass type) {
      return ChirpException.project(
              "class %s is called by Quarkus, not by Lambda: Lambda calls Quarkus's own handler."
                  .formatted(type.name()))
          .withSuggestion(
              "<function><name>%s</name><handler>%s::handleRequest</handler></function> in <functions> of the POM"
                  .formatted(name, QUARKUS_HANDLER));
    }

    private void reject(
        String name, String className, Rejection.Weight weight, ChirpException failure) {
      rejected.add(new Rejection(name, className, weight, failure.problem(), failure.suggestion()));
    }

    private void add(ScannedFunction function) {
      found.computeIfAbsent(function.name(), ignored -> new ArrayList<>()).add(function);
    }
  }

  private static Rejection collision(String name, List<ScannedFunction> all) {
    ScannedFunction last = all.get(all.size() - 1);
    return new Rejection(
        name,
        last.type().name(),
        Rejection.Weight.ERROR,
        all.stream().map(ScannedFunction::handler).collect(Collectors.joining(" and "))
            + " would have the same function name.",
        "<function><name>%s_2</name><handler>%s</handler></function> in <functions> of the POM"
            .formatted(name, last.handler()));
  }

  private static void checkRoutes(Collection<ProjectFunction> functions) {
    Map<Route, ProjectFunction> byRoute = new HashMap<>();
    for (ProjectFunction function : functions) {
      Optional<Route> route = function.settings().route().map(FunctionSettings.Setting::value);
      if (route.isEmpty()) {
        requireNoAccess(function);
        continue;
      }
      ProjectFunction other = byRoute.put(route.get().withoutNames(), function);
      if (other != null) {
        throw ChirpException.project(
            "Functions '%s' and '%s' have the same route '%s'."
                .formatted(other.name(), function.name(), route.get()));
      }
    }
  }

  private static void requireNoAccess(ProjectFunction function) {
    FunctionSettings settings = function.settings();
    if (settings.authorizer().isPresent() || !settings.scopes().value().isEmpty()) {
      throw ChirpException.project(
              "Function '%s' has %s, but no route."
                  .formatted(
                      function.name(),
                      settings.authorizer().isPresent() ? "an authorizer" : "scopes"))
          .withSuggestion(
              "@FunctionConfiguration(route = \"GET /%s\")"
                  .formatted(function.name().replace('_', '-')));
    }
  }

  private ProjectFunction function(ScannedFunction found) {
    List<SettingsLayer> layers = new ArrayList<>();
    layers.add(given.pluginWide());
    layers.add(SettingsLayer.ofAnnotation(found.type()));
    Optional.ofNullable(given.perFunction().get(found.name())).ifPresent(layers::add);
    layers.addAll(given.above());
    try {
      return new ProjectFunction(
          found.name(),
          found.handler(),
          found.kind(),
          found.release(),
          FunctionSettings.of(layers));
    } catch (ChirpException e) {
      throw ChirpException.project("Function '%s': %s".formatted(found.name(), e.problem()))
          .withSuggestion(e.suggestion());
    }
  }

  private static String name(CompiledClass type) {
    Object given = type.configuration().getOrDefault("name", "");
    return given.equals("") ? FunctionName.fromClassName(type.simpleName()) : given.toString();
  }

  private void checkName(String name, String handler) {
    if (!FunctionName.isValid(functionPrefix + name)) {
      throw ChirpException.project(
              "%s would be '%s', which is not a valid Lambda function name: letters, digits, - and _, at most 64."
                  .formatted(handler, functionPrefix + name))
          .withSuggestion(
              "<function><name>a_shorter_name</name><handler>%s</handler></function> in <functions> of the POM"
                  .formatted(handler));
    }
  }
}
