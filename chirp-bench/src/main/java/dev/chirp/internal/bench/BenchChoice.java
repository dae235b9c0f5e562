package dev.chirp.internal.bench;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Setting;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.project.SafeFunctions;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which functions are measured: to measure one is to invoke it thousands of times.
 *
 * @param unsafe whether one that is named may be one that changes something
 */
public record BenchChoice(EventFiles events, boolean unsafe, Progress progress) {
  /**
   * The one that was named; refused unless it is safe, or somebody said that it may be measured.
   */
  public List<ProjectFunction> named(ProjectFunction function) {
    Setting<Boolean> safe = new SafeFunctions(events).includes(function);
    if (!safe.value() && !unsafe) {
      throw ChirpException.project(
              "Function '%s' is not safe (%s): to measure it, it would be invoked thousands of times."
                  .formatted(function.name(), safe.origin()))
          .withSuggestion(
              "mvn chirp:bench -Dfunction=%s -Dchirp.benchUnsafe, if that does no harm"
                  .formatted(function.name()));
    }
    return List.of(function);
  }

  /** All that are safe and have an event file; says which are left out, and why. */
  public List<ProjectFunction> all(Collection<ProjectFunction> functions) {
    List<ProjectFunction> chosen = new ArrayList<>();
    for (ProjectFunction function : functions) {
      Optional<String> reason = reasonAgainst(function);
      if (reason.isPresent()) {
        progress.say("Left out: %s, %s".formatted(function.name(), reason.get()));
      } else {
        chosen.add(function);
      }
    }
    if (chosen.isEmpty()) {
      throw ChirpException.project(
              "No function of this project is safe and has an event file, so that there is none to measure.")
          .withSuggestion("@FunctionConfiguration(safe = true) on one that changes nothing");
    }
    return chosen;
  }

  private Optional<String> reasonAgainst(ProjectFunction function) {
    Setting<Boolean> safe = new SafeFunctions(events).includes(function);
    if (!safe.value()) {
      return Optional.of("because it is not safe (%s)".formatted(safe.origin()));
    }
    return Files.isRegularFile(events.defaultFile(function.name()))
        ? Optional.empty()
        : Optional.of("because it has no event file");
  }
}
