package dev.chirp.pack;

import dev.chirp.core.ChirpException;
import dev.chirp.core.Progress;
import dev.chirp.project.LambdaRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Refuses, before anything is written, what must not be or cannot run on Lambda. */
record Inspector(LambdaRuntime runtime, Set<String> allowed, Progress progress) {
  private static final int NAMED = 10;

  /** Looks at all places; they stand in the order in which Lambda searches them. */
  void inspect(List<Place> places) {
    // Each is read by itself, and most of the time goes into inflating the starts of classes.
    List<Supplier<Inspection>> results = places.parallelStream().map(this::attempt).toList();
    List<Inspection> inspections = results.stream().map(Supplier::get).toList();
    new SecretsCheck(allowed, progress).check(inspections);
    refuseNewerClasses(inspections);
    warnOfDuplicates(inspections);
    warnOfUnusedPermissions(inspections);
  }

  /** So that of several failures always the first is told, whichever came first in time. */
  private Supplier<Inspection> attempt(Place place) {
    try {
      Inspection inspection = Inspection.of(place, runtime);
      return () -> inspection;
    } catch (ChirpException e) {
      return () -> {
        throw e;
      };
    }
  }

  private void refuseNewerClasses(List<Inspection> inspections) {
    List<Inspection> bad =
        inspections.stream()
            .filter(inspection -> inspection.tooNew().isPresent())
            .filter(inspection -> !allowed.contains(inspection.place().name()))
            .toList();
    if (!bad.isEmpty()) {
      throw tooNew(bad);
    }
  }

  private ChirpException tooNew(List<Inspection> bad) {
    String classes =
        bad.stream().limit(NAMED).map(Inspector::tooNew).collect(Collectors.joining(";\n"));
    String more = bad.size() > NAMED ? "; and more in %d jars".formatted(bad.size() - NAMED) : "";
    ChirpException failure =
        ChirpException.project(
            "%s%s, and the runtime '%s' runs Java %d."
                .formatted(classes, more, runtime.id(), runtime.release().orElseThrow()));
    List<ClassFile> found = bad.stream().flatMap(any -> any.tooNew().stream()).toList();
    return LambdaRuntime.choice(found.stream().mapToInt(ClassFile::release).max().orElseThrow())
        .filter(choice -> found.stream().allMatch(type -> type.runsOn(choice)))
        .map(choice -> failure.withSuggestion("-Dchirp.runtime=" + choice.id()))
        .orElse(failure);
  }

  private static String tooNew(Inspection inspection) {
    ClassFile type = inspection.tooNew().orElseThrow();
    return "Class %s in '%s' is compiled for %s"
        .formatted(ClassFile.javaName(type.file()), inspection.place().inWords(), type.needs());
  }

  private void warnOfDuplicates(List<Inspection> inspections) {
    Map<String, Place> first = new HashMap<>();
    Map<String, List<String>> both = new TreeMap<>();
    for (Inspection inspection : inspections) {
      for (String name : inspection.classes()) {
        Place winner = first.putIfAbsent(name, inspection.place());
        if (winner != null && !winner.name().equals(inspection.place().name())) {
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
                        ClassFile.javaName(names.stream().sorted().findFirst().orElseThrow()))));
  }

  private void warnOfUnusedPermissions(List<Inspection> inspections) {
    Set<String> used = new HashSet<>();
    for (Inspection inspection : inspections) {
      used.add(inspection.place().name());
      used.addAll(inspection.secrets());
      used.addAll(inspection.doubtful());
    }
    allowed.stream()
        .filter(name -> !used.contains(name))
        .sorted()
        .forEach(
            name ->
                progress.warn(
                    "<packageAllow> names '%s', and nothing of that name needs to be allowed."
                        .formatted(name)));
  }
}
