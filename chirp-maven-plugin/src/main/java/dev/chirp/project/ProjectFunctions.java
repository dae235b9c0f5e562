package dev.chirp.project;

import dev.chirp.core.ChirpException;
import dev.chirp.core.NearNames;
import dev.chirp.runtime.local.FunctionName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The functions of one project, by name. */
public final class ProjectFunctions {
  private final Map<String, ProjectFunction> byName;
  private final List<String> hidden;
  private final List<String> configured;

  /**
   * @param hidden classes that implement a handler interface but are not public: nobody can call
   *     them, and somebody may have forgotten the word
   * @param configured names that the POM has settings for
   */
  ProjectFunctions(
      Map<String, ProjectFunction> byName, List<String> hidden, Collection<String> configured) {
    this.byName = new TreeMap<>(byName);
    this.hidden = List.copyOf(hidden);
    this.configured = List.copyOf(configured);
  }

  /** All functions, sorted by name. */
  public Collection<ProjectFunction> all() {
    return List.copyOf(byName.values());
  }

  /**
   * What is odd about the POM's settings: they name functions that are not here. No failure,
   * because modules share the settings of their parent.
   */
  public List<String> warnings() {
    return configured.stream()
        .filter(name -> !byName.isEmpty() && !byName.containsKey(name))
        .sorted()
        .map(name -> noSuch(name, "<functions> in the POM", byName.keySet(), "list").problem())
        .toList();
  }

  public Optional<ProjectFunction> find(String name) {
    return Optional.ofNullable(byName.get(name));
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
    String problem =
        "This project has no function: no public class in it extends ApiFunction or implements RequestStreamHandler or"
            + " RequestHandler.";
    return hidden.isEmpty()
        ? ChirpException.project(problem).withSuggestion("mvn clean compile chirp:list")
        : ChirpException.project(problem + " Not public: " + String.join(", ", hidden) + ".")
            .withSuggestion("public class " + simpleName(hidden.get(0)));
  }

  private static String command(String goal, String name) {
    return "mvn chirp:%s -Dfunction=%s".formatted(goal, name);
  }

  private ChirpException noSuch(String name, String from, String goal) {
    Optional<String> forgotten =
        hidden.stream().filter(type -> functionName(type).equals(name)).findFirst();
    if (forgotten.isPresent()) {
      return ChirpException.project(
              "Function '%s' (from %s): class %s is not public, so Lambda cannot create it."
                  .formatted(name, from, forgotten.get()))
          .withSuggestion("public class " + simpleName(forgotten.get()));
    }
    return byName.isEmpty() ? none() : noSuch(name, from, byName.keySet(), goal);
  }

  private static String functionName(String className) {
    return FunctionName.fromClassName(simpleName(className));
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
