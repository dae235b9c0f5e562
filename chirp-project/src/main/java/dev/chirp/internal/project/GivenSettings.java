package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The functions' settings from the POM and the command line. In Maven, a value in the POM wins over
 * {@code -D}. Here {@code -D} wins, because a developer who types it means it.
 *
 * @param pom the POM's settings for all functions
 * @param envFile the environment file that the POM names
 * @param functions the POM's settings for single functions, in order
 * @param handlers the handler strings that the POM names, by function
 * @param typed the properties on the command line
 * @param baseDirectory of the module
 */
public record GivenSettings(
    SettingsLayer pom,
    Optional<Path> envFile,
    List<Map.Entry<String, SettingsLayer>> functions,
    Map<String, String> handlers,
    Map<String, String> typed,
    Path baseDirectory) {

  private static final String MEMORY_SIZE = "chirp.memorySize";
  private static final String TIMEOUT = "chirp.timeout";
  private static final String ENV_FILE = "chirp.envFile";

  public GivenSettings {
    functions = List.copyOf(functions);
    handlers = Map.copyOf(handlers);
    typed = Map.copyOf(typed);
  }

  /** Returns the settings of a front end that sets nothing. */
  public static GivenSettings none(Path baseDirectory) {
    return new GivenSettings(
        SettingsLayer.ofEnvironment("no setting", Map.of()),
        Optional.empty(),
        List.of(),
        Map.of(),
        Map.of(),
        baseDirectory);
  }

  /**
   * Returns the POM's settings for functions without their own. A parameter that was typed on the
   * command line is left out.
   */
  SettingsLayer pluginWide() {
    return pom.without(typed.containsKey(MEMORY_SIZE), typed.containsKey(TIMEOUT));
  }

  /** Returns the POM's settings for single functions, by name. */
  Map<String, SettingsLayer> perFunction() {
    Map<String, SettingsLayer> byName = new HashMap<>();
    for (Map.Entry<String, SettingsLayer> function : functions) {
      if (byName.put(function.getKey(), function.getValue()) != null) {
        throw ChirpException.project(
            "<functions> in the POM names '%s' twice.".formatted(function.getKey()));
      }
    }
    return byName;
  }

  /** Returns the layers above all others, lowest first. */
  List<SettingsLayer> above() {
    List<SettingsLayer> layers = new ArrayList<>();
    environmentFile().ifPresent(layers::add);
    layers.add(
        new SettingsLayer(
            "-D" + MEMORY_SIZE, number(MEMORY_SIZE), Optional.empty(), Optional.empty(), Map.of()));
    layers.add(
        new SettingsLayer(
            "-D" + TIMEOUT, Optional.empty(), number(TIMEOUT), Optional.empty(), Map.of()));
    return layers;
  }

  private Optional<SettingsLayer> environmentFile() {
    Optional<String> name = Optional.ofNullable(typed.get(ENV_FILE));
    Optional<Path> file = name.map(this::asTyped).or(() -> envFile);
    String from = name.isPresent() ? "-D" + ENV_FILE : "<envFile> in the POM";
    return file.map(
        path ->
            SettingsLayer.ofEnvironment(
                "environment file " + path.getFileName(), EnvironmentVariables.read(path, from)));
  }

  /**
   * Resolves a path as the shell would, from Maven's working directory, otherwise from the module.
   */
  private Path asTyped(String name) {
    Path fromModule = baseDirectory.resolve(name);
    return !Files.isRegularFile(Path.of(name)) && Files.isRegularFile(fromModule)
        ? fromModule
        : Path.of(name);
  }

  private Optional<Integer> number(String property) {
    Optional<String> value = Optional.ofNullable(typed.get(property));
    try {
      return value.map(Integer::valueOf);
    } catch (NumberFormatException e) {
      throw ChirpException.project(
          "-D%s is '%s', but it must be a whole number.".formatted(property, value.orElse("")));
    }
  }
}
