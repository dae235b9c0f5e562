package dev.chirp.internal.bench;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.project.FunctionSettings;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.SafeFunctions;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the functions to measure. A measurement invokes a function thousands of times.
 *
 * @param unsafe whether a function named by the user may be measured though it changes something
 */
record BenchChoice(EventFiles events, boolean unsafe, Progress progress) {
  /**
   * The named function.
   *
   * @throws ChirpException unless the function is safe, or the user allowed unsafe ones
   */
  List<ProjectFunction> named(ProjectFunction function) {
    FunctionSettings.Setting<Boolean> safe = new SafeFunctions(events).includes(function);
    if (!safe.value() && !unsafe) {
      throw ChirpException.project(
              "Function '%s' is not safe (%s): a measurement would invoke it thousands of times."
                  .formatted(function.name(), safe.origin()))
          .withSuggestion(
              "mvn chirp:bench -Dfunction=%s -Dchirp.benchUnsafe, if repeated calls do no harm"
                  .formatted(function.name()));
    }
    return List.of(function);
  }

  /**
   * All functions that are safe and have an event file. Reports each skipped one with its reason.
   */
  List<ProjectFunction> all(Collection<ProjectFunction> functions) {
    List<ProjectFunction> chosen = new ArrayList<>();
    for (ProjectFunction function : functions) {
      Optional<String> reason = reasonAgainst(function);
      if (reason.isPresent()) {
        progress.say("Skipped: %s, %s".formatted(function.name(), reason.get()));
      } else {
        chosen.add(function);
      }
    }
    if (chosen.isEmpty()) {
      throw ChirpException.project(
              "Nothing to measure: no function is both marked safe and has an event file.")
          .withSuggestion("@FunctionConfiguration(safe = true) on a function that changes nothing");
    }
    return chosen;
  }

  private Optional<String> reasonAgainst(ProjectFunction function) {
    FunctionSettings.Setting<Boolean> safe = new SafeFunctions(events).includes(function);
    if (!safe.value()) {
      return Optional.of("because it is not safe (%s)".formatted(safe.origin()));
    }
    return Files.isRegularFile(events.defaultFile(function.name()))
        ? Optional.empty()
        : Optional.of("because it has no event file");
  }
}
