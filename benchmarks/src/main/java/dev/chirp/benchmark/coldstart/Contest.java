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
record Contest(
    Settings settings,
    Programs programs,
    Map<String, String> own,
    SandboxAddress sandbox,
    Progress progress) {

  /** Measures with the whole machine, including warm invocations. */
  Batch free(Subject subject) throws IOException {
    progress.say(subject.lambdaName() + ", the whole machine");
    Lineup.Entries entries = entries(subject, ControlGroup.ONE_PROCESSOR);
    Trial.Passed passed = trial().of(entries.variants());
    String conditions = "the whole machine, medians of %d rounds".formatted(settings.rounds());
    return new Batch(
        subject.lambdaName(),
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
  Batch held(Subject subject, int megabytes) throws IOException {
    progress.say("%s, %d MB".formatted(subject.lambdaName(), megabytes));
    Lineup.Entries entries = entries(subject, megabytes);
    try (ControlGroup group = group(megabytes)) {
      List<Variant> held =
          entries.variants().stream()
              .map(free -> new Variant(free.name(), group.within(free.launch()), free.events()))
              .toList();
      Trial.Passed passed = trial().of(held);
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
          subject.lambdaName(),
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

  private Trial trial() {
    return new Trial(settings.work(), progress);
  }

  private static List<String> remarks(Lineup.Entries entries, Trial.Passed passed) {
    return Stream.concat(entries.remarks().stream(), passed.remarks().stream()).toList();
  }

  private Measurement measurement(Rounds rounds) {
    return new Measurement(settings.work(), rounds, progress);
  }

  private Lineup.Entries entries(Subject subject, int megabytes) throws IOException {
    Path clientDirectory = settings.work().resolve("client");
    Starts starts =
        new Starts(settings.client(), clientDirectory, subject.lambdaName(), sandbox, own);
    Lineup lineup = new Lineup(programs, starts, megabytes, settings.event(subject));
    return switch (subject) {
      case SERVER_STATUS -> lineup.serverStatus();
      case FETCH_CHIRPS -> lineup.fetchChirps();
    };
  }
}
