package dev.chirp.internal.project;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.loop.HandlerLoader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One function of one module of a build.
 *
 * @param lambdaName with the prefix
 */
public record ModuleFunction(String module, String lambdaName, ProjectFunction function) {
  /** Lambda's limit. */
  private static final int LONGEST_NAME = 64;

  /**
   * The failure if two modules have a function of one name on Lambda, where one would replace the
   * other.
   */
  public static Optional<ChirpException> clash(
      List<ModuleFunction> entries, Optional<String> wanted) {
    return pair(entries, ModuleFunction::lambdaName, wanted)
        .map(
            pair ->
                ChirpException.project(
                        "Modules '%s' and '%s' both have the function '%s', but Lambda can have only one with that name."
                            .formatted(
                                pair.get(0).module(),
                                pair.get(1).module(),
                                pair.get(1).lambdaName()))
                    .withSuggestion(pair.get(1).renaming()));
  }

  /** The failure if two modules have the function that a goal is to run. */
  public static Optional<ChirpException> ambiguity(
      List<ModuleFunction> entries, String name, String goal) {
    return pair(entries, ModuleFunction::name, Optional.of(name))
        .map(
            pair ->
                ChirpException.project(
                        "Modules '%s' and '%s' both have a function '%s' (from -Dfunction)."
                            .formatted(pair.get(0).module(), pair.get(1).module(), name))
                    .withSuggestion(
                        "mvn chirp:%s -Dfunction=%s -pl :%s"
                            .formatted(goal, name, pair.get(1).module())));
  }

  private static Optional<List<ModuleFunction>> pair(
      List<ModuleFunction> entries, Function<ModuleFunction, String> key, Optional<String> wanted) {
    Map<String, ModuleFunction> first = new HashMap<>();
    for (ModuleFunction entry : entries) {
      if (wanted.isEmpty() || wanted.get().equals(entry.name())) {
        ModuleFunction other = first.putIfAbsent(key.apply(entry), entry);
        if (other != null) {
          return Optional.of(List.of(other, entry));
        }
      }
    }
    return Optional.empty();
  }

  private String name() {
    return function.name();
  }

  /** The POM fragment that renames the function. */
  private String renaming() {
    String name = module.replaceAll("[^A-Za-z0-9]", "_") + "_" + name();
    int longest = LONGEST_NAME - (lambdaName.length() - name().length());
    boolean isOfInterface =
        HandlerLoader.isOfInterface(HandlerLoader.methodName(function.handler()));
    String handler = isOfInterface ? function.className() : function.handler();
    return "<function><name>%s</name><handler>%s</handler></function> in <functions> of module '%s'"
        .formatted(name.length() > longest ? name() + "_2" : name, handler, module);
  }
}
