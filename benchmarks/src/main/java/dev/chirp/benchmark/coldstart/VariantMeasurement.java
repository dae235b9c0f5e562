package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.bench.Measurement;
import dev.chirp.internal.bench.Measurement.Variant;
import dev.chirp.internal.bench.Rounds;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.process.ControlGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures one function in all variants.
 *
 * @param own environment variables of the functions
 * @param sandbox for the calls of the functions
 */
record VariantMeasurement(
    Settings settings,
    Programs programs,
    Map<String, String> own,
    SandboxAddress sandbox,
    Progress progress) {

  /** Measures with the whole machine, including warm invocations. */
  Batch free(MeasuredFunction function) throws IOException {
    progress.say(function.lambdaName() + ", the whole machine");
    Variants.Entries entries = entries(function, ControlGroup.ONE_PROCESSOR);
    TrialRun.Passed passed = trial().of(entries.variants());
    String conditions = "the whole machine, medians of %d rounds".formatted(settings.rounds());
    return new Batch(
        function.lambdaName(),
        Optional.empty(),
        false,
        conditions,
        measurement(Rounds.of(settings.rounds(), settings.warm())).of(passed.variants()),
        remarks(entries, passed));
  }

  /**
   * Measures with the processor share of a memory size and, where possible, with that memory. First
   * responses only, because everything takes long with less than a tenth of a processor.
   *
   * @throws ChirpException if this machine cannot limit the processor
   */
  Batch held(MeasuredFunction function, int megabytes) throws IOException {
    progress.say("%s, %d MB".formatted(function.lambdaName(), megabytes));
    Variants.Entries entries = entries(function, megabytes);
    try (ControlGroup group = group(megabytes)) {
      List<Variant> held =
          entries.variants().stream()
              .map(free -> new Variant(free.name(), group.within(free.launch()), free.events()))
              .toList();
      TrialRun.Passed passed = trial().of(held);
      List<String> remarks = new ArrayList<>(remarks(entries, passed));
      group
          .memoryProblem()
          .ifPresent(
              why -> remarks.add("Memory was not held: %s; see MEMORY_GROUP.".formatted(why)));
      String conditions =
          "the processor%s of %d MB, medians of %d rounds"
              .formatted(
                  group.limitsMemory() ? " and the memory" : "", megabytes, settings.rounds());
      return new Batch(
          function.lambdaName(),
          Optional.of(megabytes),
          group.limitsMemory(),
          conditions,
          measurement(new Rounds(settings.rounds(), 1, 0)).of(passed.variants()),
          remarks);
    }
  }

  private ControlGroup group(int megabytes) {
    return settings
        .memoryGroup()
        .map(memory -> ControlGroup.of(megabytes, memory, progress))
        .orElseGet(() -> ControlGroup.of(megabytes, progress));
  }

  private TrialRun trial() {
    return new TrialRun(settings.work(), progress);
  }

  private static List<String> remarks(Variants.Entries entries, TrialRun.Passed passed) {
    return Stream.concat(entries.remarks().stream(), passed.remarks().stream()).toList();
  }

  private Measurement measurement(Rounds rounds) {
    return new Measurement(settings.work(), rounds, progress);
  }

  private Variants.Entries entries(MeasuredFunction function, int megabytes) throws IOException {
    Path clientDirectory = settings.work().resolve("client");
    VariantLaunches launches =
        new VariantLaunches(
            settings.client(), clientDirectory, function.lambdaName(), sandbox, own);
    Variants variants = new Variants(programs, launches, megabytes, settings.event(function));
    return switch (function) {
      case SERVER_STATUS -> variants.serverStatus();
      case FETCH_CHIRPS -> variants.fetchChirps();
    };
  }
}
