package dev.chirp.pack;

import dev.chirp.core.ChirpException;
import dev.chirp.core.Progress;
import dev.chirp.project.LambdaRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Refuses, before anything is written, what must not be or cannot run on Lambda. */
record Inspector(LambdaRuntime runtime, Set<String> allowed, Progress progress) {

  /** Looks at all places; they stand in the order in which Lambda searches them. */
  void inspect(List<Place> places) {
    // Each is read by itself, and most of the time goes into inflating the starts of classes.
    List<Inspection> inspections = places.parallelStream().map(Inspection::of).toList();
    refuseSecrets(inspections);
    inspections.forEach(this::refuseNewerClasses);
    warnOfDuplicates(inspections);
  }

  private void refuseSecrets(List<Inspection> inspections) {
    List<String> secrets =
        inspections.stream()
            .flatMap(inspection -> inspection.secrets().stream())
            .filter(this::isNotAllowed)
            .toList();
    if (!secrets.isEmpty()) {
      throw ChirpException.project(
              "Secrets do not belong in the zip, where everybody who may read the function's code reads them: %s."
                  .formatted(String.join(", ", secrets)))
          .withSuggestion(
              "take it out of src/main/resources or, if it is meant to be there, <packageAllow>%s</packageAllow>"
                  .formatted(secrets.get(0)));
    }
    inspections.stream()
        .flatMap(inspection -> inspection.doubtful().stream())
        .filter(this::isNotAllowed)
        .forEach(
            file ->
                progress.warn(
                    "'%s' goes into the zip. If it is meant to: <packageAllow>%s</packageAllow>"
                        .formatted(file, file)));
  }

  private boolean isNotAllowed(String file) {
    return !allowed.contains(file);
  }

  private void refuseNewerClasses(Inspection inspection) {
    Place place = inspection.place();
    if (allowed.contains(place.name())) {
      return;
    }
    inspection
        .newest()
        .filter(newest -> !runtime.runs(newest.release()))
        .ifPresent(
            newest -> {
              throw tooNew(place, newest);
            });
  }

  private ChirpException tooNew(Place place, Inspection.Newest newest) {
    ChirpException failure =
        ChirpException.project(
            "Class %s in '%s' is compiled for Java %d, and the runtime '%s' runs Java %d."
                .formatted(
                    javaName(newest.file()),
                    place.inWords(),
                    newest.release(),
                    runtime.id(),
                    runtime.release().orElseThrow()));
    return LambdaRuntime.choice(newest.release())
        .map(choice -> failure.withSuggestion("-Dchirp.runtime=" + choice.id()))
        .orElse(failure);
  }

  private void warnOfDuplicates(List<Inspection> inspections) {
    Map<String, Place> first = new HashMap<>();
    Map<String, List<String>> both = new TreeMap<>();
    for (Inspection inspection : inspections) {
      for (String name : inspection.classes()) {
        Place winner = first.putIfAbsent(name, inspection.place());
        if (winner != null && !winner.equals(inspection.place())) {
          String places = "'%s' and '%s'".formatted(winner.inWords(), inspection.place().inWords());
          both.computeIfAbsent(places, ignored -> new ArrayList<>()).add(name);
        }
      }
    }
    both.forEach(
        (places, names) ->
            progress.warn(
                "%s in both %s; Lambda loads the first: %s"
                    .formatted(
                        names.size() == 1 ? "1 class is" : names.size() + " classes are",
                        places,
                        javaName(names.stream().sorted().findFirst().orElseThrow()))));
  }

  private static String javaName(String file) {
    return file.substring(0, file.length() - ".class".length()).replace('/', '.');
  }
}
