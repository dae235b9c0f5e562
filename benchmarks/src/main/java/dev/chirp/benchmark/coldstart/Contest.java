package dev.chirp.benchmark.coldstart;

import dev.chirp.bench.Measurement;
import dev.chirp.bench.Rounds;
import dev.chirp.bench.Variant;
import dev.chirp.core.ChirpException;
import dev.chirp.core.Progress;
import dev.chirp.process.ControlGroup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Measures one function, in all variants.
 *
 * @param own environment variables of the functions
 * @param endpoint of the sandbox
 */
record Contest(
    Settings settings,
    Programs programs,
    Map<String, String> own,
    String endpoint,
    Progress progress) {

  /** With the whole machine, and with warm invocations. */
  Batch free(Subject subject) throws IOException {
    progress.say(subject.lambdaName() + ", the whole machine");
    Lineup.Entries entries = entries(subject, ControlGroup.ONE_PROCESSOR);
    String conditions = "the whole machine, medians of %d rounds".formatted(settings.rounds());
    return new Batch(
        subject.lambdaName(),
        Optional.empty(),
        conditions,
        measurement(Rounds.of(settings.rounds(), settings.warm())).of(entries.variants()),
        entries.remarks());
  }

  /**
   * With the processor, and where possible the memory, of a memory size; first answers only,
   * because with less than a tenth of a processor all takes long.
   *
   * @throws ChirpException where this machine cannot hold it
   */
  Batch held(Subject subject, int megabytes) throws IOException {
    progress.say("%s, %d MB".formatted(subject.lambdaName(), megabytes));
    Lineup.Entries entries = entries(subject, megabytes);
    try (ControlGroup group = group(megabytes)) {
      List<String> remarks = new ArrayList<>(entries.remarks());
      if (!group.limitsMemory()) {
        remarks.add(
            "Memory was not held: this machine's owner keeps the groups for that; see MEMORY_GROUP.");
      }
      List<Variant> held =
          entries.variants().stream()
              .map(free -> new Variant(free.name(), group.within(free.launch()), free.events()))
              .toList();
      List<Variant> answering = answering(held, remarks);
      String conditions =
          "the processor%s of %d MB, medians of %d rounds"
              .formatted(
                  group.limitsMemory() ? " and the memory" : "", megabytes, settings.rounds());
      return new Batch(
          subject.lambdaName(),
          Optional.of(megabytes),
          conditions,
          measurement(new Rounds(settings.rounds(), 1, 0)).of(answering),
          remarks);
    }
  }

  private ControlGroup group(int megabytes) {
    return settings
        .memoryGroup()
        .map(memory -> ControlGroup.of(megabytes, memory))
        .orElseGet(() -> ControlGroup.of(megabytes));
  }

  /** Those that give an answer there at all: with little memory one may not. */
  private List<Variant> answering(List<Variant> variants, List<String> remarks) {
    Set<String> silent = new HashSet<>();
    for (Variant variant : variants) {
      try {
        measurement(new Rounds(1, 0, 0)).of(List.of(variant));
      } catch (ChirpException e) {
        progress.warn(e.getMessage());
        remarks.add(variant.name() + " gives no answer there.");
        silent.add(variant.name());
      }
    }
    return variants.stream().filter(variant -> !silent.contains(variant.name())).toList();
  }

  private Measurement measurement(Rounds rounds) {
    return new Measurement(settings.work(), rounds, progress);
  }

  private Lineup.Entries entries(Subject subject, int megabytes) throws IOException {
    Path clientDirectory = settings.work().resolve("client");
    Starts starts =
        new Starts(settings.client(), clientDirectory, subject.lambdaName(), endpoint, own);
    Lineup lineup = new Lineup(programs, starts, megabytes, settings.event(subject));
    return switch (subject) {
      case SERVER_STATUS -> lineup.serverStatus();
      case FETCH_CHIRPS -> lineup.fetchChirps();
    };
  }
}
