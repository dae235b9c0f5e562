package dev.chirp.internal.pack;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.project.LambdaRuntime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Refuses contents that must not be on Lambda or cannot run there, before anything is written. */
record Inspector(LambdaRuntime runtime, Set<String> allowed, Progress progress) {
  private static final int NAMED = 10;

  /** Inspects all code sources. They are in the order in which Lambda searches them. */
  List<Inspection> inspect(List<CodeSource> places) {
    // In parallel, because most of the time goes into inflating the start of each class.
    List<Inspection> inspections =
        places.parallelStream().map(this::look).toList().stream().map(Supplier::get).toList();
    new SecretsCheck(allowed, progress).check(inspections);
    refuseUnrunnable(inspections);
    warnOfDuplicates(inspections);
    warnOfAllowedThatIsNotThere(inspections);
    return inspections;
  }

  /**
   * Delays failures, so that they come in the order of the code sources and each run reports the
   * same one.
   */
  private Supplier<Inspection> look(CodeSource place) {
    try {
      Inspection inspection = Inspection.of(place, runtime, allowed);
      return () -> inspection;
    } catch (ChirpException e) {
      return () -> {
        throw e;
      };
    }
  }

  private void refuseUnrunnable(List<Inspection> inspections) {
    List<Inspection> refused =
        inspections.stream()
            .filter(inspection -> inspection.unrunnable().isPresent())
            .filter(inspection -> !allowed.contains(inspection.place().name()))
            .toList();
    if (refused.isEmpty()) {
      return;
    }
    ClassFile first = refused.get(0).unrunnable().orElseThrow();
    String others =
        refused.stream()
            .skip(1)
            .limit(NAMED)
            .map(other -> "\n  " + described(other))
            .collect(Collectors.joining());
    String more =
        refused.size() > NAMED + 1 ? "\n  and %d more".formatted(refused.size() - NAMED - 1) : "";
    ChirpException failure =
        ChirpException.project(
            "Class %s, and the runtime '%s' runs Java %d.%s%s"
                .formatted(
                    described(refused.get(0)),
                    runtime.id(),
                    runtime.release().orElseThrow(),
                    others.isEmpty() ? "" : " Also:" + others,
                    more));
    throw refused.stream()
        .map(other -> other.unrunnable().orElseThrow())
        .reduce(first, (a, b) -> b.release() > a.release() ? b : a)
        .choice()
        .map(choice -> failure.withSuggestion("-Dchirp.runtime=" + choice.id()))
        .orElse(failure);
  }

  private static String described(Inspection inspection) {
    ClassFile found = inspection.unrunnable().orElseThrow();
    return "%s in '%s' is compiled for Java %d%s"
        .formatted(
            found.javaName(),
            inspection.place().inWords(),
            found.release(),
            found.preview() ? " with preview features, which no other release can run" : "");
  }

  private void warnOfDuplicates(List<Inspection> inspections) {
    Map<String, CodeSource> first = new HashMap<>();
    Map<String, List<String>> both = new TreeMap<>();
    for (Inspection inspection : inspections) {
      for (String name : inspection.classes()) {
        CodeSource winner = first.putIfAbsent(name, inspection.place());
        if (winner != null && !winner.name().equals(inspection.place().name())) {
          String places = "'%s' and '%s'".formatted(winner.inWords(), inspection.place().inWords());
          both.computeIfAbsent(places, ignored -> new ArrayList<>()).add(name);
        }
      }
    }
    both.forEach((places, names) -> progress.warn(duplicates(places, names)));
  }

  private static String duplicates(String places, List<String> names) {
    String first = names.stream().sorted().findFirst().orElseThrow();
    return "%s in both %s; Lambda loads the first: %s"
        .formatted(
            names.size() == 1 ? "1 class is" : names.size() + " classes are",
            places,
            new ClassFile(first, 0, false).javaName());
  }

  private void warnOfAllowedThatIsNotThere(List<Inspection> inspections) {
    Set<String> missing = new TreeSet<>(allowed);
    inspections.forEach(inspection -> missing.removeAll(inspection.found()));
    missing.forEach(
        name ->
            progress.warn("<packageAllow> names '%s', which is not in the zip.".formatted(name)));
  }
}
