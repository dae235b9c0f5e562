package dev.chirp.internal.bench;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Time;
import dev.chirp.internal.core.WorkingDirectory;
import dev.chirp.internal.invoke.EventSource;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.packaging.Packaging;
import dev.chirp.internal.packaging.ProjectPackage;
import dev.chirp.internal.process.AwsEnvironment;
import dev.chirp.internal.process.Bootstrap;
import dev.chirp.internal.process.RunDirectory;
import dev.chirp.internal.process.TaskRootFolder;
import dev.chirp.internal.project.ProjectFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One {@code chirp:bench}: packs the project in each way it can be deployed, measures its
 * functions, prints the tables and writes {@code bench.json}.
 *
 * @param out receives the tables
 */
public record BenchRun(
    Project project, BenchOptions options, Consumer<String> out, Progress progress) {
  private static final String KIND = "bench";

  /**
   * Measures the function that the user names.
   *
   * @throws ChirpException unless it is safe, or the user allowed unsafe ones
   */
  public void ofNamed(ProjectFunction function) {
    of(choice().named(function));
  }

  /** Measures all functions that are safe and have an event file. */
  public void ofAll(Collection<ProjectFunction> functions) {
    of(choice().all(functions));
  }

  private BenchChoice choice() {
    return new BenchChoice(project.events(), options.unsafe(), progress);
  }

  private void of(List<ProjectFunction> functions) {
    Path own = project.directory();
    try {
      Path parent = TaskRootFolder.of(own);
      try {
        measure(functions, parent.resolve(KIND + "-" + UUID.randomUUID()));
      } finally {
        if (!parent.equals(own)) {
          delete(parent);
        }
      }
    } catch (IOException e) {
      throw ChirpException.execution("Cannot create a folder for the unzipped packages.", e);
    }
  }

  /** A failure here must not hide the measurement's own. */
  private void delete(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      progress.warn("The folder '%s' cannot be deleted: %s".formatted(folder, e), e);
    }
  }

  private void measure(List<ProjectFunction> functions, Path path) throws IOException {
    Instant start = Time.SYSTEM.now();
    try (RunDirectory directory = new RunDirectory(path, KIND);
        AwsEnvironment sandbox = project.sandbox().get()) {
      BenchFunctions bench =
          new BenchFunctions(
              packages(directory.path()),
              EventSource.of(project.events()),
              project.functionPrefix(),
              sandbox.variables(),
              options.rounds(),
              options.memorySizes(),
              directory.path(),
              progress);
      List<BenchResult> results = functions.stream().map(bench::of).toList();
      show(new BenchFile(start, options.rounds(), results));
    }
  }

  /** A file in {@code target/chirp}. */
  private Path output(String name) {
    return project.directory().resolve(name);
  }

  /** The managed package and, if this machine can build it, the self-contained one. */
  private List<UnzippedPackage> packages(Path directory) {
    Map<Packaging, UnzippedPackage> packages = new EnumMap<>(Packaging.class);
    for (Packaging packaging : order(project.packaging())) {
      try {
        packages.put(packaging, unzipped(packaging, directory));
      } catch (ChirpException e) {
        if (packaging == project.packaging() || packaging == Packaging.MANAGED) {
          throw e;
        }
        progress.warn("Skipped the self-contained package: " + e.getMessage(), e);
      }
    }
    return List.copyOf(packages.values());
  }

  /** The project's own packaging comes last, so that its zip is the one left in {@code target}. */
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
    List<Integer> sizes = options.memorySizes();
    BenchTable table =
        new BenchTable(options.rounds(), sizes.isEmpty() ? BenchTable.MEMORY_SIZES : sizes);
    figures.functions().forEach(result -> out.accept(table.of(result) + "\n"));
    out.accept(table.notes());
    Path file = output("bench.json");
    figures.writeTo(file);
    progress.say("All figures: " + WorkingDirectory.relativize(file));
  }

  /**
   * The project that a bench measures.
   *
   * @param packages builds the zip of a packaging
   * @param packaging how the project is deployed
   * @param functionPrefix the prefix of function names on Lambda
   * @param sandbox finds or starts the sandbox that the functions call; the bench closes it
   * @param directory {@code target/chirp}
   */
  public record Project(
      Function<Packaging, ProjectPackage> packages,
      Packaging packaging,
      EventFiles events,
      String functionPrefix,
      Supplier<AwsEnvironment> sandbox,
      Path directory,
      Libraries libraries) {}
}
