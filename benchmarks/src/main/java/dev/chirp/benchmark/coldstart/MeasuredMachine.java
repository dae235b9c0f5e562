package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.bench.BenchFile;
import dev.chirp.internal.bench.Figures;
import dev.chirp.internal.core.JavaHome;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The machine of a run.
 *
 * @param start of the run
 * @param load the average number of runnable processes in the minute before; negative if unknown
 * @param versions of the measured software
 */
record MeasuredMachine(Instant start, String processor, double load, List<String> versions) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  MeasuredMachine {
    versions = List.copyOf(versions);
  }

  /** This machine at this time. */
  static MeasuredMachine here(Instant start, Map<String, String> variables) {
    List<String> versions = new ArrayList<>();
    for (int release : Variants.RELEASES) {
      VariantLaunches.java(release)
          .map(JavaHome::executable)
          .flatMap(java -> new Interpreter(java).version())
          .ifPresent(versions::add);
    }
    Interpreter.PYTHON.version().ifPresent(versions::add);
    Interpreter.PYTHON.versionOf("boto3", variables).ifPresent(versions::add);
    Interpreter.NODE.version().map(version -> "Node.js " + version).ifPresent(versions::add);
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return new MeasuredMachine(start, processorHere(), load, versions);
  }

  private static String processorHere() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException ignored) {
      return ""; // not Linux
    }
  }

  /** A description in one or two sentences. */
  String text() {
    String named = Optional.of(processor).filter(name -> !name.isEmpty()).orElse("unnamed");
    return "Measured on %s: %s (%s), load %s when it began; %s."
        .formatted(
            DATE.format(start),
            BenchFile.machine(),
            named,
            load < 0 ? "unknown" : Figures.plain(load),
            String.join(", ", versions));
  }
}
