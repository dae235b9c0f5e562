package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.NearNames;
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

  /** All functions, sorted by name. */
  public Collection<ProjectFunction> all() {
    return List.copyOf(byName.values());
  }

  /**
   * All functions, for a goal that would be wrong without any of them.
   *
   * @throws ChirpException when one is meant to be a function and cannot be one
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

  /** Whether the project has neither functions nor what is meant to be one. */
  public boolean isEmpty() {
    return byName.isEmpty() && of(Rejection.Weight.ERROR).findFirst().isEmpty();
  }

  /** What was left out and may be missed. */
  List<Rejection> rejected() {
    return of(Rejection.Weight.WARNING, Rejection.Weight.ERROR).toList();
  }

  private Stream<Rejection> of(Rejection.Weight... weights) {
    return rejected.stream().filter(each -> List.of(weights).contains(each.weight()));
  }

  /**
   * What was left out, and settings in the POM for functions that are not here. The latter are no
   * failure, because modules share the settings of their parent.
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
   * The function of that name, if it is here.
   *
   * @throws ChirpException when what has the name cannot be a function
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
   * The function of that name; a failure names the near ones and all.
   *
   * @param goal that needs it, for what to try: {@code invoke}
   */
  public ProjectFunction get(String name, String goal) {
    return find(name).orElseThrow(() -> noSuch(name, "-Dfunction", goal));
  }

  /**
   * The only function of the project, so that it need not be named.
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

  /** Said when there is no function at all. */
  public ChirpException none() {
    Optional<Rejection> meant = rejected().stream().findFirst();
    if (meant.isPresent()) {
      return meant.get().failure("");
    }
    String problem =
        "This project has no function: no public class in it extends ApiFunction or implements RequestStreamHandler or"
            + " RequestHandler, and no <handler> in the POM names one.";
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

  /** Said when no module of a build has the function that the goal needs, or any. */
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
