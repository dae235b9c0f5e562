package dev.chirp.project;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What one place says of a function's settings. A place that says nothing of a setting leaves it to
 * the layers below.
 *
 * @param origin the place, in the user's words
 * @param memorySize MB
 * @param timeout seconds
 */
public record SettingsLayer(
    String origin,
    Optional<Integer> memorySize,
    Optional<Integer> timeout,
    Optional<String> description,
    Map<String, String> environment) {

  public SettingsLayer {
    Map<String, String> copy = new HashMap<>();
    // Maven hands over null for an empty element: an empty variable.
    environment.forEach((name, value) -> copy.put(name, Objects.requireNonNullElse(value, "")));
    environment = Map.copyOf(copy);
  }

  /** A layer that sets environment variables only. */
  public static SettingsLayer ofEnvironment(String origin, Map<String, String> environment) {
    return new SettingsLayer(
        origin, Optional.empty(), Optional.empty(), Optional.empty(), environment);
  }

  /** What {@code @FunctionConfiguration} on the class says; 0 and the empty text mean "not set". */
  static SettingsLayer ofAnnotation(CompiledClass type) {
    Map<String, Object> members = type.configuration();
    return new SettingsLayer(
        "@FunctionConfiguration",
        number(members.getOrDefault("memorySize", 0)),
        number(members.getOrDefault("timeout", 0)),
        Optional.ofNullable(members.get("description"))
            .map(Object::toString)
            .filter(s -> !s.isEmpty()),
        EnvironmentVariables.parse(
            "@FunctionConfiguration(environment) on " + type.name(),
            lines(members.getOrDefault("environment", List.of()))));
  }

  private static Optional<Integer> number(Object member) {
    return member instanceof Integer number && number != 0 ? Optional.of(number) : Optional.empty();
  }

  private static List<String> lines(Object member) {
    return member instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }
}
