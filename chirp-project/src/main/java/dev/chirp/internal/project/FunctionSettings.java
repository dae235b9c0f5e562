package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings of one function, each with its origin.
 *
 * @param memorySize MB, {@value #MIN_MEMORY_SIZE} to {@value #MAX_MEMORY_SIZE}
 * @param timeout seconds, 1 to {@value #MAX_TIMEOUT}
 * @param route the API route that the function handles
 * @param authorizer the authorizer of the route, by name; empty for the API's default
 * @param scopes of the route; the value is empty for a route without scopes
 * @param safe whether invoking it changes nothing, if the project says so
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
 *     quotas</a>
 */
public record FunctionSettings(
    Setting<Integer> memorySize,
    Setting<Integer> timeout,
    Setting<String> description,
    Optional<Setting<Route>> route,
    Optional<Setting<String>> authorizer,
    Setting<List<String>> scopes,
    Optional<Setting<Boolean>> safe,
    Map<String, Setting<String>> environment) {

  static final int MIN_MEMORY_SIZE = 128;
  static final int MAX_MEMORY_SIZE = 10_240;
  static final int MAX_TIMEOUT = 900;
  private static final String DEFAULT = "default";

  /** The defaults: 512 MB, and 9 s, which is below API Gateway's limit. */
  static final FunctionSettings DEFAULTS =
      new FunctionSettings(
          new Setting<>(512, DEFAULT),
          new Setting<>(9, DEFAULT),
          new Setting<>("", DEFAULT),
          Optional.empty(),
          Optional.empty(),
          new Setting<>(List.of(), DEFAULT),
          Optional.empty(),
          Map.of());

  /** Returns the environment variables without their origins. */
  public Map<String, String> variables() {
    Map<String, String> variables = new TreeMap<>();
    environment.forEach((name, setting) -> variables.put(name, setting.value()));
    return variables;
  }

  /** Applies the layers to the defaults, lowest first. Environments merge variable by variable. */
  static FunctionSettings of(List<SettingsLayer> layers) {
    FunctionSettings settings = DEFAULTS;
    for (SettingsLayer layer : layers) {
      settings = settings.under(layer);
    }
    return settings;
  }

  private FunctionSettings under(SettingsLayer layer) {
    Map<String, Setting<String>> merged = new TreeMap<>(environment);
    layer
        .environment()
        .forEach(
            (name, value) ->
                merged.put(
                    EnvironmentVariables.checkedName(layer.origin(), name),
                    new Setting<>(value, layer.origin())));
    return new FunctionSettings(
        layer
            .memorySize()
            .map(
                mb ->
                    new Setting<>(
                        inRange("memorySize", mb, MIN_MEMORY_SIZE, MAX_MEMORY_SIZE, "MB", layer),
                        layer.origin()))
            .orElse(memorySize),
        layer
            .timeout()
            .map(
                s ->
                    new Setting<>(
                        inRange("timeout", s, 1, MAX_TIMEOUT, "seconds", layer), layer.origin()))
            .orElse(timeout),
        layer.description().map(text -> new Setting<>(text, layer.origin())).orElse(description),
        layer
            .route()
            .map(text -> new Setting<>(Route.parse(text, layer.origin()), layer.origin()))
            .or(() -> route),
        layer.authorizer().map(name -> new Setting<>(name, layer.origin())).or(() -> authorizer),
        layer.scopes().isEmpty() ? scopes : new Setting<>(layer.scopes(), layer.origin()),
        layer.safe().map(said -> new Setting<>(said, layer.origin())).or(() -> safe),
        merged);
  }

  private static int inRange(
      String name, int value, int min, int max, String unit, SettingsLayer layer) {
    if (value < min || value > max) {
      throw ChirpException.project(
          "<%s> is '%d' (%s), but Lambda accepts %d to %d %s."
              .formatted(name, value, layer.origin(), min, max, unit));
    }
    return value;
  }

  /**
   * A value and where it was set, for {@code chirp:list}.
   *
   * @param origin in the user's words: {@code default}, {@code @FunctionConfiguration}, {@code
   *     -Dchirp.timeout}
   */
  public record Setting<T>(T value, String origin) {}
}
