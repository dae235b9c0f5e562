package dev.chirp.internal.project;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The settings of a function from one place. A missing setting leaves the layer below in effect.
 *
 * @param origin the place, in the user's words
 * @param memorySize MB
 * @param timeout seconds
 * @param route as written
 * @param authorizer of the route, by name
 * @param scopes of the route; empty if they are not set
 * @param safe whether invoking the function changes nothing
 */
public record SettingsLayer(
    String origin,
    Optional<Integer> memorySize,
    Optional<Integer> timeout,
    Optional<String> description,
    Optional<String> route,
    Optional<String> authorizer,
    List<String> scopes,
    Optional<Boolean> safe,
    Map<String, String> environment) {

  public SettingsLayer {
    scopes = List.copyOf(scopes);
    Map<String, String> copy = new HashMap<>();
    // Maven passes null for an empty element, which means an empty variable.
    environment.forEach((name, value) -> copy.put(name, Objects.requireNonNullElse(value, "")));
    environment = Map.copyOf(copy);
  }

  /** Creates a layer that may apply to many functions, and so has no route. */
  public SettingsLayer(
      String origin,
      Optional<Integer> memorySize,
      Optional<Integer> timeout,
      Optional<String> description,
      Map<String, String> environment) {
    this(
        origin,
        memorySize,
        timeout,
        description,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        environment);
  }

  /** Creates a layer with environment variables only. */
  public static SettingsLayer ofEnvironment(String origin, Map<String, String> environment) {
    return new SettingsLayer(
        origin, Optional.empty(), Optional.empty(), Optional.empty(), environment);
  }

  /** Returns this layer without its memory size or its timeout, because other layers set them. */
  SettingsLayer without(boolean memory, boolean time) {
    return new SettingsLayer(
        origin,
        memorySize.filter(mb -> !memory),
        timeout.filter(seconds -> !time),
        description,
        environment);
  }

  /**
   * Returns the settings in {@code @FunctionConfiguration} on the class. 0, false and the empty
   * text mean "not set".
   */
  static SettingsLayer ofAnnotation(CompiledClass type) {
    Map<String, Object> members = type.configuration();
    return new SettingsLayer(
        "@FunctionConfiguration",
        number(members.getOrDefault("memorySize", 0)),
        number(members.getOrDefault("timeout", 0)),
        text(members.getOrDefault("description", "")),
        text(members.getOrDefault("route", "")),
        text(members.getOrDefault("authorizer", "")),
        lines(members.getOrDefault("scopes", List.of())),
        Optional.of(true).filter(yes -> yes.equals(members.get("safe"))),
        EnvironmentVariables.parse(
            "@FunctionConfiguration(environment) on " + type.name(),
            lines(members.getOrDefault("environment", List.of()))));
  }

  private static Optional<Integer> number(Object member) {
    return member instanceof Integer number && number != 0 ? Optional.of(number) : Optional.empty();
  }

  private static Optional<String> text(Object member) {
    return Optional.of(member.toString()).filter(text -> !text.isEmpty());
  }

  private static List<String> lines(Object member) {
    return member instanceof List<?> list
        ? list.stream().map(Object::toString).toList()
        : List.of();
  }
}
