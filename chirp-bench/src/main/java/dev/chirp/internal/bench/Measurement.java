package dev.chirp.internal.bench;

import dev.chirp.internal.bench.VariantResult.Sample;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.process.Launch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A measurement of variants against each other. Each round starts every variant once, one at a
 * time, and the next round starts with the next variant.
 *
 * @param directory for the processes' logs, which are deleted afterward
 */
public record Measurement(Path directory, Rounds rounds, Progress progress) {
  /**
   * The results, in the order of the variants.
   *
   * @param variants the first variant's responses set the status that all others must return
   * @throws ChirpException with the end of its log, when a variant gives no response or a wrong one
   */
  public List<VariantResult> of(List<Variant> variants) {
    List<List<Sample>> samples = variants.stream().map(variant -> samples()).toList();
    Run run = new Run(directory, rounds.warm(), new StatusCheck());
    for (int round = 0; round < rounds.all(); round++) {
      for (int n = 0; n < variants.size(); n++) {
        int index = (round + n) % variants.size();
        Variant variant = variants.get(index);
        progress.status("Round %d of %d: %s".formatted(round + 1, rounds.all(), variant.name()));
        Sample sample = run.of(variant);
        if (round >= rounds.discarded()) {
          samples.get(index).add(sample);
        }
      }
    }
    progress.status("");
    return IntStream.range(0, variants.size())
        .mapToObj(index -> new VariantResult(variants.get(index).name(), samples.get(index)))
        .toList();
  }

  private static List<Sample> samples() {
    return new ArrayList<>();
  }

  /**
   * One of the deployment packages, or of the programs, that a measurement compares.
   *
   * @param name its name in tables
   * @param launch starts its process
   * @param events JSON events; the first invocation gets the first event, later ones take turns
   */
  public record Variant(String name, Launch launch, List<String> events) {
    public Variant {
      events = List.copyOf(events);
      if (events.isEmpty()) {
        throw new IllegalArgumentException("Variant '%s' has no event.".formatted(name));
      }
    }

    String event(int invocation) {
      return events.get(invocation % events.size());
    }
  }
}
