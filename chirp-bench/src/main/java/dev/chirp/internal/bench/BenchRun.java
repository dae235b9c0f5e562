package dev.chirp.internal.bench;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Time;
import dev.chirp.internal.core.WorkingDirectory;
import dev.chirp.internal.invoke.EventSource;
import dev.chirp.internal.packaging.Packaging;
import dev.chirp.internal.packaging.ProjectPackage;
import dev.chirp.internal.process.Bootstrap;
import dev.chirp.internal.process.RunDirectory;
import dev.chirp.internal.process.TaskRootFolder;
import dev.chirp.internal.project.ProjectFunction;
import dev.chirp.internal.sandbox.server.SandboxTurn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Packs a project in each way in which it can be deployed, measures its functions, and shows what
 * came out.
 *
 * @param memorySizes in MB, that the functions are held to as well
 * @param out takes the tables
 */
public record BenchRun(
    BenchProject project,
    Rounds rounds,
    List<Integer> memorySizes,
    Consumer<String> out,
    Progress progress) {
  private static final String KIND = "bench";

  /** Measures these functions of the project. */
  public void of(List<ProjectFunction> functions) {
    Path own = project.directory();
    try {
      Path parent = TaskRootFolder.of(own);
      try {
        measure(functions, parent.resolve(KIND + "-" + UUID.randomUUID()));
      } finally {
        if (!parent.equals(own)) {
          Files.deleteIfExists(parent);
        }
      }
    } catch (IOException e) {
      throw ChirpException.execution("No folder can be made for the packages of the bench.", e);
    }
  }

  private void measure(List<ProjectFunction> functions, Path path) throws IOException {
    Instant start = Time.SYSTEM.now();
    try (RunDirectory directory = new RunDirectory(path, KIND);
        SandboxTurn turn = project.sandbox().get()) {
      BenchFunctions bench =
          new BenchFunctions(
              packages(directory.path()),
              new EventSource(
                  project.events(), Path.of(""), Optional.empty(), Optional.empty(), System.in),
              project.functionPrefix(),
              project.environment().apply(turn.address()),
              rounds,
              memorySizes,
              directory.path(),
              progress);
      List<BenchResult> results = functions.stream().map(bench::of).toList();
      show(new BenchFile(start, rounds, results));
    }
  }

  /** In {@code target/chirp}. */
  private Path beside(String name) {
    return project.directory().resolve(name);
  }

  /** What Lambda's own JVM would run, and where this machine can make it, what brings its JVM. */
  private List<UnzippedPackage> packages(Path directory) {
    Map<Packaging, UnzippedPackage> packages = new EnumMap<>(Packaging.class);
    for (Packaging packaging : order(project.packaging())) {
      try {
        packages.put(packaging, unzipped(packaging, directory));
      } catch (ChirpException e) {
        if (packaging == project.packaging() || packaging == Packaging.MANAGED) {
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

  private UnzippedPackage unzipped(Packaging packaging, Path directory) {
    ProjectPackage packaged = project.packages().apply(packaging);
    Optional<Bootstrap> client =
        packaging == Packaging.SELF_CONTAINED
            ? Optional.empty()
            : Optional.of(
                Bootstrap.runtimeInterfaceClient(
                    project.libraries().runtimeInterfaceClient(), directory.resolve("client")));
    return UnzippedPackage.of(
        packaged.make(project.libraries()),
        packaged.runtime(),
        directory.resolve(packaging.name()),
        client);
  }

  private void show(BenchFile figures) {
    BenchTable table =
        new BenchTable(rounds, memorySizes.isEmpty() ? BenchTable.MEMORY_SIZES : memorySizes);
    figures.functions().forEach(result -> out.accept(table.of(result) + "\n"));
    out.accept(table.notes());
    Path file = beside("bench.json");
    figures.writeTo(file);
    progress.say("All figures: " + WorkingDirectory.relativize(file));
  }
}
