package dev.chirp.internal.bench;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.invoke.EventSource;
import dev.chirp.internal.process.ControlGroup;
import dev.chirp.internal.project.ProjectFunction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures functions in each of the packages that they would be deployed in.
 *
 * @param packages the first is the baseline
 * @param prefix of the functions' names on Lambda
 * @param sandbox what leads a function's calls to AWS there
 * @param memorySizes in MB, that the functions are held to as well
 * @param directory for logs
 */
record BenchFunctions(
    List<UnzippedPackage> packages,
    EventSource events,
    String prefix,
    Map<String, String> sandbox,
    Rounds rounds,
    List<Integer> memorySizes,
    Path directory,
    Progress progress) {

  BenchResult of(ProjectFunction function) {
    progress.say("Measuring " + function.name());
    List<VariantResult> results =
        measurement().of(variants(function, function.settings().memorySize().value()));
    Map<Integer, List<VariantResult>> limited = new TreeMap<>();
    for (int megabytes : memorySizes) {
      progress.say(
          "Measuring %s with the processor of %d MB".formatted(function.name(), megabytes));
      try {
        limited.put(megabytes, held(function, megabytes));
      } catch (ChirpException e) {
        progress.warn(
            "Not measured with %d MB, but computed: %s".formatted(megabytes, e.getMessage()), e);
      }
    }
    return new BenchResult(function.name(), results, limited);
  }

  private List<VariantResult> held(ProjectFunction function, int megabytes) {
    try (ControlGroup group = ControlGroup.of(megabytes, progress)) {
      progress.say(
          group
              .memoryProblem()
              .map(why -> "Memory is not held, the processor alone: " + why)
              .orElse("Memory is held as well."));
      return measurement()
          .of(
              variants(function, megabytes).stream()
                  .map(free -> new Variant(free.name(), group.within(free.launch()), free.events()))
                  .toList());
    }
  }

  private Measurement measurement() {
    return new Measurement(directory, rounds, progress);
  }

  private List<Variant> variants(ProjectFunction function, int megabytes) {
    String event = new String(events.read(function.name()).checked(), StandardCharsets.UTF_8);
    return packages.stream()
        .map(
            unzipped ->
                new Variant(
                    unzipped.name(),
                    unzipped.launch(function, prefix + function.name(), megabytes, sandbox),
                    List.of(event)))
        .toList();
  }
}
