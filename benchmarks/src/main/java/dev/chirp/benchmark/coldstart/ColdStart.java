package dev.chirp.benchmark.coldstart;

import dev.chirp.internal.bench.BenchFile;
import dev.chirp.internal.bench.BenchResult;
import dev.chirp.internal.bench.Metric;
import dev.chirp.internal.bench.Rounds;
import dev.chirp.internal.bench.VariantResult;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.sandbox.server.SandboxServer;
import dev.chirp.internal.sandbox.server.SandboxSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Measures how long functions take to their first response, in Java and in other languages, and
 * writes the documents' tables and plot. {@code benchmarks/coldstart.sh} prepares the inputs and
 * starts it.
 */
public final class ColdStart {
  private final Settings settings;
  private final TerminalStatus progress = new TerminalStatus(System.err);

  private ColdStart(Settings settings) {
    this.settings = settings;
  }

  /** Takes no arguments: {@link Settings} come from the environment. */
  public static void main(String[] arguments) throws IOException {
    ColdStart coldStart = new ColdStart(Settings.of(System.getenv()));
    coldStart.measure(Settings.variables(System.getenv()));
  }

  private void measure(Map<String, String> variables) throws IOException {
    MeasuredMachine machine = MeasuredMachine.here(Instant.now(), variables);
    Path work = settings.work();
    Programs programs =
        new Programs(settings.packages(), settings.sources(), work.resolve("programs"));
    SandboxSettings options =
        SandboxServer.builder()
            .directory(work.resolve("sandbox"))
            .tables(Map.of(settings.table().toString(), Files.readString(settings.table())));
    List<Batch> batches = new ArrayList<>();
    try (SandboxServer sandbox = options.start()) {
      new SampleChirps(sandbox.address()).save();
      VariantMeasurement measurement =
          new VariantMeasurement(settings, programs, variables, sandbox.address(), progress);
      for (MeasuredFunction function : MeasuredFunction.values()) {
        batches.add(batch(measurement, function, Optional.empty()));
        write(machine, batches);
        for (int megabytes : settings.memorySizes(function)) {
          batches.add(batch(measurement, function, Optional.of(megabytes)));
          write(machine, batches);
        }
      }
    }
    System.out.print(Files.readString(settings.results().resolve("coldstart.md")));
    progress.say("Written to " + settings.results());
  }

  /** Turns a failure into a remark, because the other batches are still useful. */
  private Batch batch(
      VariantMeasurement measurement, MeasuredFunction function, Optional<Integer> memorySize) {
    try {
      return memorySize.isPresent()
          ? measurement.held(function, memorySize.get())
          : measurement.free(function);
    } catch (ChirpException | IOException e) {
      String reason = Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
      progress.warn("%s is left out: %s".formatted(function.lambdaName(), reason));
      return Batch.leftOut(function, memorySize, reason.lines().findFirst().orElse(""));
    }
  }

  /** Called after each batch, so that an aborted run keeps its earlier results. */
  private void write(MeasuredMachine machine, List<Batch> batches) throws IOException {
    Path results = Files.createDirectories(settings.results());
    String tables = Markdown.of(machine, batches, StartUpAim.of(batches));
    Files.writeString(results.resolve("coldstart.md"), tables);
    Files.writeString(results.resolve("coldstart.svg"), plot(batches).svg());
    new BenchFile(
            machine.start(), Rounds.of(settings.rounds(), settings.warm()), functions(batches))
        .writeTo(results.resolve("coldstart.json"));
  }

  private static List<BenchResult> functions(List<Batch> batches) {
    List<BenchResult> functions = new ArrayList<>();
    for (Batch batch : batches) {
      if (batch.memorySize().isEmpty()) {
        Map<Integer, List<VariantResult>> held = new TreeMap<>();
        batches.stream()
            .filter(other -> other.function().equals(batch.function()))
            .forEach(other -> other.memorySize().ifPresent(mb -> held.put(mb, other.results())));
        functions.add(new BenchResult(batch.function(), batch.results(), held));
      }
    }
    return functions;
  }

  private static Plot plot(List<Batch> batches) {
    List<Plot.Panel> panels = new ArrayList<>();
    for (Batch batch : batches) {
      if (batch.memorySize().isEmpty() && !batch.results().isEmpty()) {
        List<Plot.Bar> bars =
            batch.results().stream()
                .sorted(
                    Comparator.comparingDouble(result -> result.of(Metric.FIRST_ANSWER).median()))
                .map(
                    result ->
                        new Plot.Bar(
                            result.name(),
                            result.of(Metric.FIRST_ANSWER),
                            result.name().equals(VariantNames.SELF_CONTAINED)))
                .toList();
        panels.add(new Plot.Panel(MeasuredFunction.title(batch.function()), bars));
      }
    }
    return new Plot(
        "From the start of the process to its first answer",
        "Medians in milliseconds; the whisker is the middle half of the rounds. Less is better.",
        panels);
  }
}
