package dev.chirp.internal.bench;

import dev.chirp.internal.bench.Measurement.Variant;
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
 * Measures functions in each package that could be deployed.
 *
 * @param packages the first is the baseline
 * @param prefix the prefix of function names on Lambda
 * @param sandbox environment variables that direct a function's AWS calls to the sandbox
 * @param memorySizes further measurements, each under the limits of a memory size in MB
 * @param directory for the log files
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
          "Measuring %s with the CPU share of %d MB".formatted(function.name(), megabytes));
      try {
        limited.put(megabytes, limited(function, megabytes));
      } catch (ChirpException e) {
        progress.warn(
            "Computed instead of measured for %d MB: %s".formatted(megabytes, e.getMessage()), e);
      }
    }
    return new BenchResult(function.name(), results, limited);
  }

  private List<VariantResult> limited(ProjectFunction function, int megabytes) {
    try (ControlGroup group = ControlGroup.of(megabytes, progress)) {
      progress.say(
          group
              .memoryProblem()
              .map(why -> "Only the CPU is limited, not the memory: " + why)
              .orElse("CPU and memory are limited."));
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
