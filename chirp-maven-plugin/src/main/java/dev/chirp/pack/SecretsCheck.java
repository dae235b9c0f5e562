package dev.chirp.pack;

import dev.chirp.core.ChirpException;
import dev.chirp.core.Progress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Refuses secrets that are not allowed by name, and warns of what may be one. */
record SecretsCheck(Set<String> allowed, Progress progress) {
  void check(List<Inspection> inspections) {
    List<String> secrets = inspections.stream().flatMap(this::secrets).toList();
    if (!secrets.isEmpty()) {
      throw ChirpException.project(
              "Secrets do not belong in the zip, where everybody who may read the function's code reads them: %s."
                  .formatted(String.join(", ", secrets)))
          .withSuggestion(cure(inspections) + "; if it is meant to be there, " + allowing(secrets));
    }
    inspections.stream()
        .flatMap(inspection -> inspection.doubtful().stream())
        .filter(file -> !allowed.contains(file))
        .forEach(
            file ->
                progress.warn(
                    "'%s' goes into the zip. If it is meant to: %s"
                        .formatted(file, allowing(List.of(file)))));
  }

  private Stream<String> secrets(Inspection inspection) {
    return inspection.secrets().stream().filter(file -> !allowed.contains(file));
  }

  /** What Maven has once copied stays in {@code target/classes} when its source is deleted. */
  private String cure(List<Inspection> inspections) {
    List<String> own = new ArrayList<>();
    List<String> jars = new ArrayList<>();
    for (Inspection inspection : inspections) {
      if (inspection.place().own()) {
        own.addAll(secrets(inspection).toList());
      } else if (secrets(inspection).findAny().isPresent()) {
        jars.add(inspection.place().name());
      }
    }
    List<String> cures = new ArrayList<>();
    if (!own.isEmpty()) {
      cures.add(
          "remove %s from src/main/resources, then mvn clean chirp:package"
              .formatted(String.join(", ", own)));
    }
    if (!jars.isEmpty()) {
      cures.add("another version of the dependency " + String.join(", ", jars));
    }
    return String.join("; ", cures);
  }

  /** All in one, with what is allowed already, because it replaces what is there. */
  private String allowing(Collection<String> files) {
    Set<String> all = new TreeSet<>(allowed);
    all.addAll(files);
    return "<packageAllow>" + String.join(",", all) + "</packageAllow>";
  }
}
