package dev.chirp.internal.bench;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.process.Machine;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of a bench, checked before anything is compiled.
 *
 * @param memorySizes further measurements, each under the limits of a memory size in MB
 * @param unsafe whether a function that the user names may be measured though it is not safe
 */
public record BenchOptions(Rounds rounds, List<Integer> memorySizes, boolean unsafe) {
  public BenchOptions {
    memorySizes = List.copyOf(memorySizes);
    for (int megabytes : memorySizes) {
      if (!MemorySize.isValid(megabytes)) {
        throw ChirpException.project(
                "chirp.benchMemory has '%d', but Lambda's memory sizes are %d to %d (MB)."
                    .formatted(megabytes, MemorySize.LEAST, MemorySize.MOST))
            .withSuggestion("-Dchirp.benchMemory=128,512");
      }
    }
  }

  /**
   * Checks the parameters and this machine.
   *
   * @param function the only function to measure
   * @throws ChirpException if a bench with them is not possible here
   */
  public static BenchOptions of(
      Rounds rounds, List<Integer> memorySizes, Optional<String> function, boolean unsafe) {
    BenchOptions options = new BenchOptions(rounds, memorySizes, unsafe);
    requireLinux(System.getProperty("os.name", ""));
    if (unsafe && function.isEmpty()) {
      throw ChirpException.project("-Dchirp.benchUnsafe needs the name of a function, -Dfunction.")
          .withSuggestion("mvn chirp:bench -Dfunction=save_chirp -Dchirp.benchUnsafe");
    }
    return options;
  }

  static void requireLinux(String operatingSystem) {
    if (!Machine.isLinux(operatingSystem)) {
      throw ChirpException.project(
          "chirp:bench starts functions under AWS's runtime interface client, which runs on Linux, and this is %s."
              .formatted(operatingSystem));
    }
  }
}
