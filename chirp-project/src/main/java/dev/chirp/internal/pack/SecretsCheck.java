package dev.chirp.internal.pack;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Refuses secrets with a remedy, which differs for the project's own files and a library's. */
record SecretsCheck(Set<String> allowed, Progress progress) {
  void check(List<Inspection> inspections) {
    List<Inspection> refused =
        inspections.stream()
            .filter(inspection -> secrets(inspection).findAny().isPresent())
            .toList();
    if (!refused.isEmpty()) {
      List<String> secrets = refused.stream().flatMap(this::secrets).toList();
      throw ChirpException.project(
              "Secrets do not belong in the zip, because everyone who may read the function's code can read them: %s."
                  .formatted(String.join(", ", secrets)))
          .withSuggestion(
              "%s; or, if intended, <packageAllow>%s</packageAllow>"
                  .formatted(remedy(refused), String.join(",", secrets)));
    }
    inspections.stream()
        .flatMap(inspection -> inspection.doubtful().stream())
        .filter(file -> !allowed.contains(file))
        .forEach(
            file ->
                progress.warn(
                    "'%s' goes into the zip. If intended: <packageAllow>%s</packageAllow>"
                        .formatted(file, file)));
  }

  private Stream<String> secrets(Inspection inspection) {
    return inspection.secrets().stream().filter(file -> !allowed.contains(file));
  }

  /**
   * Suggests a clean build, because a file copied to {@code target/classes} stays there until then.
   */
  private static String remedy(List<Inspection> refused) {
    List<String> steps = new ArrayList<>();
    if (refused.stream().anyMatch(inspection -> inspection.place().own())) {
      steps.add("delete it from src/main/resources, then mvn clean chirp:package");
    }
    String libraries =
        refused.stream()
            .map(Inspection::place)
            .filter(place -> !place.own())
            .map(CodeSource::name)
            .collect(Collectors.joining(", "));
    if (!libraries.isEmpty()) {
      steps.add("replace or exclude the dependency " + libraries);
    }
    return String.join("; ", steps);
  }
}
