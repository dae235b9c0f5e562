package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.NearNames;
import dev.chirp.internal.local.FunctionName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The functions of one project, by name. */
public final class ProjectFunctions {
  private final Map<String, ProjectFunction> byName;
  private final List<Rejection> rejected;
  private final List<String> configured;

  /**
   * Collects the results of a scan.
   *
   * @param rejected classes and entries of the POM that are not functions
   * @param configured names that the POM has settings for
   */
  ProjectFunctions(
      Map<String, ProjectFunction> byName,
      List<Rejection> rejected,
      Collection<String> configured) {
    this.byName = new TreeMap<>(byName);
    this.rejected = List.copyOf(rejected);
    this.configured = List.copyOf(configured);
  }

  /**
   * Returns the name of {@code -Dfunction}.
   *
   * @throws ChirpException if no function can have it
   */
  public static String requireName(String function) {
    if (!FunctionName.isValid(function)) {
      throw ChirpException.project(
              "'%s' (from -Dfunction) is not a function name: letters, digits, - and _, at most 64."
                  .formatted(function))
          .withSuggestion("mvn chirp:list");
    }
    return function;
  }

  /** Returns all functions, sorted by name. */
  public Collection<ProjectFunction> all() {
    return List.copyOf(byName.values());
  }

  /**
   * Returns all functions, for a goal that needs all of them.
   *
   * @throws ChirpException if a class that should be a function cannot be one
   */
  public Collection<ProjectFunction> complete() {
    of(Rejection.Weight.ERROR)
        .findFirst()
        .ifPresent(
            first -> {
              throw first.failure("");
            });
    return all();
  }

  /** Returns whether the project has no functions and no classes that should be functions. */
  public boolean isEmpty() {
    return byName.isEmpty() && of(Rejection.Weight.ERROR).findFirst().isEmpty();
  }

  /** Returns what was left out and may be missed. */
  List<Rejection> rejected() {
    return of(Rejection.Weight.WARNING, Rejection.Weight.ERROR).toList();
  }

  private Stream<Rejection> of(Rejection.Weight... weights) {
    return rejected.stream().filter(each -> List.of(weights).contains(each.weight()));
  }

  /**
   * Returns warnings about what was left out, and about settings for functions that do not exist.
   * The latter are not an error, because modules share the settings of their parent.
   */
  public List<String> warnings() {
    Stream<String> unknown =
        configured.stream()
            .filter(name -> !byName.isEmpty() && !byName.containsKey(name))
            .filter(name -> rejected().stream().noneMatch(each -> each.function().equals(name)))
            .sorted()
            .map(name -> noSuch(name, "<functions> in the POM", byName.keySet(), "list").problem());
    return Stream.concat(rejected().stream().map(Rejection::warning), unknown).toList();
  }

  /**
   * Finds a function by name.
   *
   * @throws ChirpException if the class with this name cannot be a function
   */
  public Optional<ProjectFunction> find(String name) {
    Optional<ProjectFunction> found = Optional.ofNullable(byName.get(name));
    if (found.isEmpty()) {
      rejected().stream()
          .filter(each -> each.function().equals(name))
          .findFirst()
          .ifPresent(
              each -> {
                throw each.failure("-Dfunction");
              });
    }
    return found;
  }

  /**
   * Returns a function by name. A failure suggests similar names and lists all.
   *
   * @param goal that needs it, for the suggestion: {@code invoke}
   */
  public ProjectFunction get(String name, String goal) {
    return find(name).orElseThrow(() -> noSuch(name, "-Dfunction", goal));
  }

  /**
   * Returns the project's only function, so that the user need not name it.
   *
   * @param goal that needs it
   */
  public ProjectFunction only(String goal) {
    if (byName.isEmpty()) {
      throw none();
    }
    if (byName.size() > 1) {
      throw ChirpException.project(
              "Which function? This project has " + byName.size() + ": " + names() + ".")
          .withSuggestion(command(goal, byName.keySet().iterator().next()));
    }
    return byName.values().iterator().next();
  }

  /** Returns the error for a project without functions. */
  public ChirpException none() {
    Optional<Rejection> meant = rejected().stream().findFirst();
    if (meant.isPresent()) {
      return meant.get().failure("");
    }
    String problem =
        "This project has no function: no public class extends ApiFunction or implements RequestStreamHandler or"
            + " RequestHandler, and the POM has no <handler>.";
    List<String> hidden = of(Rejection.Weight.HIDDEN).map(Rejection::className).toList();
    return hidden.isEmpty()
        ? ChirpException.project(problem).withSuggestion("mvn clean compile chirp:list")
        : ChirpException.project(problem + " Not public: " + String.join(", ", hidden) + ".")
            .withSuggestion("public class " + simpleName(hidden.get(0)));
  }

  private static String command(String goal, String name) {
    return "mvn chirp:%s -Dfunction=%s".formatted(goal, name);
  }

  private ChirpException noSuch(String name, String from, String goal) {
    Optional<Rejection> left =
        rejected.stream().filter(each -> each.function().equals(name)).findFirst();
    if (left.isPresent()) {
      return left.get().failure(from);
    }
    return byName.isEmpty() ? none() : noSuch(name, from, byName.keySet(), goal);
  }

  private static String simpleName(String className) {
    return className.substring(
        Math.max(className.lastIndexOf('.'), className.lastIndexOf('$')) + 1);
  }

  /**
   * Returns the error for a build in which no module has the requested function, or any function.
   */
  public static ChirpException noneIn(
      Optional<String> wanted, Collection<String> names, String goal) {
    return wanted.isPresent() && !names.isEmpty()
        ? noSuch(wanted.get(), "-Dfunction", names, goal)
        : new ProjectFunctions(Map.of(), List.of(), List.of()).none();
  }

  private static ChirpException noSuch(
      String name, String from, Collection<String> names, String goal) {
    List<String> near = new ArrayList<>(NearNames.of(name, names));
    String meant = near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
    String suggested = near.isEmpty() ? names.iterator().next() : near.get(0);
    return ChirpException.project(
            "No function '%s' (from %s).%s Functions here: %s."
                .formatted(name, from, meant, String.join(", ", names)))
        .withSuggestion(command(goal, suggested));
  }

  private String names() {
    return String.join(", ", byName.keySet());
  }
}
