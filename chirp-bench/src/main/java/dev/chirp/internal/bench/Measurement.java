package dev.chirp.internal.bench;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures variants against each other. In each round every variant is started once, one at a time,
 * and each round begins with another one.
 *
 * @param directory for the processes' logs, which are gone afterwards
 */
public record Measurement(Path directory, Rounds rounds, Progress progress) {
  /**
   * The results, in the order of the variants.
   *
   * @param variants the first one's answers say what is right: another one that answers with
   *     another status is refused
   * @throws ChirpException with the end of its log, when a variant gives no answer, or a wrong one
   */
  public List<VariantResult> of(List<Variant> variants) {
    List<List<Sample>> samples = variants.stream().map(variant -> samples()).toList();
    Run run = new Run(directory, rounds.warm(), new ExpectedAnswer());
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
}
