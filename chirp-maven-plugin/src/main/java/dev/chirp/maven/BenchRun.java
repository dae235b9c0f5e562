package dev.chirp.maven;

import dev.chirp.bench.BenchFile;
import dev.chirp.bench.BenchTable;
import dev.chirp.bench.FunctionResult;
import dev.chirp.bench.Rounds;
import dev.chirp.core.ChirpException;
import dev.chirp.core.Progress;
import dev.chirp.core.Time;
import dev.chirp.core.WorkingDirectory;
import dev.chirp.invoke.EventSource;
import dev.chirp.process.RunDirectory;
import dev.chirp.process.TaskRootFolder;
import dev.chirp.project.ProjectFunction;
import dev.chirp.project.ProjectFunctions;
import dev.chirp.sandbox.lambda.run.Bootstrap;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Packs a project in each way in which it can be deployed, measures its functions, and shows what
 * came out.
 *
 * @param memorySizes in MB, that the functions are held to as well
 */
record BenchRun(
    AbstractPackageMojo goal, Rounds rounds, List<Integer> memorySizes, Progress progress) {
  private static final String KIND = "bench";

  /**
   * Does all of it.
   *
   * @param functions of the project
   * @param chosen those that are measured
   */
  void of(ProjectFunctions functions, List<ProjectFunction> chosen) {
    Instant start = Time.SYSTEM.now();
    Path path = directory();
    String kind = path.startsWith(goal.chirpDirectory()) ? KIND : "chirp-" + KIND;
    try (RunDirectory directory = new RunDirectory(path, kind);
        SandboxTurn turn = goal.sandboxTurn()) {
      Benching benching =
          new Benching(
              packages(functions, directory.path()),
              new EventSource(
                  goal.eventFiles(), Path.of(""), Optional.empty(), Optional.empty(), System.in),
              goal.functionPrefix(),
              goal.environmentOf(turn.address()),
              rounds,
              memorySizes,
              directory.path(),
              progress);
      List<FunctionResult> results = chosen.stream().map(benching::of).toList();
      show(new BenchFile(start, rounds, results));
    } catch (IOException e) {
      throw ChirpException.execution("'%s' cannot be made.".formatted(path), e);
    }
  }

  /** In the project, unless AWS's client finds no classes below its path. */
  private Path directory() {
    Path own = beside(KIND + "-" + UUID.randomUUID());
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"), "chirp-" + own.getFileName());
    return TaskRootFolder.isSafe(own) || !TaskRootFolder.isSafe(temporary) ? own : temporary;
  }

  /** In {@code target/chirp}. */
  private Path beside(String name) {
    return goal.chirpDirectory().resolve(name);
  }

  /** What Lambda's own JVM would run, and where this machine can make it, what brings its JVM. */
  private List<UnzippedPackage> packages(ProjectFunctions functions, Path directory) {
    Map<Packaging, UnzippedPackage> packages = new EnumMap<>(Packaging.class);
    for (Packaging packaging : order(goal.packaging())) {
      try {
        packages.put(packaging, unzipped(functions, packaging, directory));
      } catch (ChirpException e) {
        if (packaging == goal.packaging() || packaging == Packaging.MANAGED) {
          throw e;
        }
        progress.warn("Self-contained functions are left out: " + e.getMessage(), e);
      }
    }
    return List.copyOf(packages.values());
  }

  /** The project's own last: its zip is the one that is to be found afterwards. */
  private static List<Packaging> order(Packaging own) {
    return Arrays.stream(Packaging.values())
        .sorted(Comparator.comparing(packaging -> packaging == own))
        .toList();
  }

  private UnzippedPackage unzipped(
      ProjectFunctions functions, Packaging packaging, Path directory) {
    ProjectPackage packaged = goal.projectPackage(functions, packaging, goal.runtimeFor(packaging));
    Optional<Bootstrap> client =
        packaging == Packaging.SELF_CONTAINED
            ? Optional.empty()
            : Optional.of(
                Bootstrap.runtimeInterfaceClient(
                    goal.libraries().runtimeInterfaceClient(), directory.resolve("client")));
    return UnzippedPackage.of(
        packaged.make(goal.libraries()),
        packaged.runtime(),
        directory.resolve(packaging.name()),
        client);
  }

  private void show(BenchFile figures) {
    BenchTable table =
        new BenchTable(rounds, memorySizes.isEmpty() ? BenchTable.MEMORY_SIZES : memorySizes);
    figures.functions().forEach(result -> AbstractFunctionsMojo.print(table.of(result) + "\n"));
    AbstractFunctionsMojo.print(table.notes());
    Path file = beside("bench.json");
    figures.writeTo(file);
    goal.getLog().info("All figures: " + WorkingDirectory.relativize(file));
  }
}
