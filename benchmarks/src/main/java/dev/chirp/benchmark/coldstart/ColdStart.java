package dev.chirp.benchmark.coldstart;

import dev.chirp.bench.BenchFile;
import dev.chirp.bench.FunctionResult;
import dev.chirp.bench.Metric;
import dev.chirp.bench.Rounds;
import dev.chirp.bench.VariantResult;
import dev.chirp.core.ChirpException;
import dev.chirp.sandbox.Sandbox;
import dev.chirp.sandbox.SandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures how long functions take to their first answer, in Java and in other languages, and
 * writes the documents' tables and plot. Started by {@code benchmarks/coldstart.sh}, which makes
 * what it needs.
 */
public final class ColdStart {
  private final Settings settings;
  private final Said progress = new Said(System.err);

  private ColdStart(Settings settings) {
    this.settings = settings;
  }

  /** Takes no arguments: {@link Settings} come from the environment. */
  public static void main(String[] arguments) throws IOException {
    ColdStart coldStart = new ColdStart(Settings.of(System.getenv()));
    Instant start = Instant.now();
    coldStart.write(start, coldStart.measure(Settings.variables(System.getenv())));
  }

  private List<Batch> measure(Map<String, String> variables) throws IOException {
    Path work = settings.work();
    Programs programs =
        new Programs(settings.packages(), settings.sources(), work.resolve("programs"));
    SandboxOptions options =
        SandboxOptions.in(work.resolve("sandbox"), List::of)
            .withTables(Map.of(settings.table().toString(), Files.readString(settings.table())));
    List<Batch> batches = new ArrayList<>();
    try (Sandbox sandbox = Sandbox.start(options)) {
      new Chirps(sandbox.endpoint()).save();
      Contest contest =
          new Contest(settings, programs, variables, sandbox.endpoint().toString(), progress);
      for (Subject subject : Subject.values()) {
        batches.add(contest.free(subject));
        for (int megabytes : settings.memorySizes()) {
          addHeld(batches, contest, subject, megabytes);
        }
      }
    }
    return batches;
  }

  private void addHeld(List<Batch> batches, Contest contest, Subject subject, int megabytes)
      throws IOException {
    try {
      batches.add(contest.held(subject, megabytes));
    } catch (ChirpException e) {
      progress.warn(
          "%s with %d MB is left out: %s"
              .formatted(subject.lambdaName(), megabytes, e.getMessage()));
    }
  }

  private void write(Instant start, List<Batch> batches) throws IOException {
    Path results = Files.createDirectories(settings.results());
    String tables = Markdown.of(batches, Aim.of(batches));
    Files.writeString(results.resolve("coldstart.md"), tables);
    Files.writeString(results.resolve("coldstart.svg"), plot(batches).svg());
    new BenchFile(start, Rounds.of(settings.rounds(), settings.warm()), functions(batches))
        .writeTo(results.resolve("coldstart.json"));
    System.out.print(tables);
    progress.say("Written to " + results);
  }

  private static List<FunctionResult> functions(List<Batch> batches) {
    List<FunctionResult> functions = new ArrayList<>();
    for (Batch batch : batches) {
      if (batch.memorySize().isEmpty()) {
        Map<Integer, List<VariantResult>> held = new TreeMap<>();
        batches.stream()
            .filter(other -> other.function().equals(batch.function()))
            .forEach(other -> other.memorySize().ifPresent(mb -> held.put(mb, other.results())));
        functions.add(new FunctionResult(batch.function(), batch.results(), held));
      }
    }
    return functions;
  }

  private static Plot plot(List<Batch> batches) {
    List<Panel> panels = new ArrayList<>();
    for (Batch batch : batches) {
      if (batch.memorySize().isEmpty()) {
        List<Bar> bars =
            batch.results().stream()
                .sorted(
                    Comparator.comparingDouble(result -> result.of(Metric.FIRST_ANSWER).median()))
                .map(
                    result ->
                        new Bar(
                            result.name(),
                            result.of(Metric.FIRST_ANSWER),
                            result.name().equals(Names.SELF_CONTAINED)))
                .toList();
        panels.add(new Panel(Subject.title(batch.function()), bars));
      }
    }
    return new Plot(
        "From the start of the process to its first answer",
        "Medians in milliseconds; the whisker is the middle half of the rounds. Less is better.",
        panels);
  }
}
