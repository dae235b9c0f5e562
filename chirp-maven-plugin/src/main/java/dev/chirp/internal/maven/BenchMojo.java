package dev.chirp.internal.maven;

import dev.chirp.internal.bench.BenchChoice;
import dev.chirp.internal.bench.BenchRun;
import dev.chirp.internal.bench.MemorySize;
import dev.chirp.internal.bench.Rounds;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Machine;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.project.ProjectFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Measures what a start and an invocation of the project's functions take on this machine, packed
 * as they would be deployed, and what that means at each memory size in time and money.
 *
 * <p>Compiles what changed first. Each function is started again and again with its event file,
 * only those whose invocation changes nothing; their calls to AWS go to the sandbox. The table goes
 * to stdout, {@code mvn -q chirp:bench}, and all figures to {@code target/chirp/bench.json}. Let
 * the machine, a Linux, do nothing else meanwhile.
 */
@Mojo(name = "bench", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class BenchMojo extends AbstractPackageMojo {
  /** The only function to measure. Default: all that are safe. Example: {@code -Dfunction=a}. */
  @Parameter(property = "function")
  private String function;

  /** How many rounds are measured, an odd number; three more come before, to warm up. */
  @Parameter(property = "chirp.benchRounds", defaultValue = "" + Rounds.DEFAULT)
  private int benchRounds;

  /** How many more invocations each process gets after its first. */
  @Parameter(property = "chirp.benchWarm", defaultValue = "100")
  private int benchWarm;

  /**
   * Memory sizes in MB whose share of a processor the functions are held to as well, one after the
   * other, where this machine has control groups for that. Example: {@code
   * -Dchirp.benchMemory=128,512}.
   */
  @Parameter(property = "chirp.benchMemory")
  private List<Integer> benchMemory = new ArrayList<>();

  /**
   * Measures the function of {@code -Dfunction} although an invocation may change something: it is
   * invoked thousands of times.
   */
  @Parameter(property = "chirp.benchUnsafe", defaultValue = "false")
  private boolean benchUnsafe;

  @Override
  void run() {
    Optional<String> wanted = FunctionChoice.named(function);
    Rounds rounds = Rounds.of(benchRounds, benchWarm);
    checkMemory();
    requireLinux(System.getProperty("os.name", ""));
    if (benchUnsafe && wanted.isEmpty()) {
      throw ChirpException.project(
              "-Dchirp.benchUnsafe needs -Dfunction, which says for which one.")
          .withSuggestion("mvn chirp:bench -Dfunction=save_chirp -Dchirp.benchUnsafe");
    }
    ProjectFunctions functions = compiledFunctions();
    Progress progress = TerminalProgress.of(getLog(), session());
    BenchRun run =
        new BenchRun(
            benchProject(functions), rounds, benchMemory, AbstractFunctionsMojo::print, progress);
    BenchChoice choice = new BenchChoice(eventFiles(), benchUnsafe, progress);
    if (wanted.isPresent()) {
      new FunctionChoice(session(), project(), execution(), getLog())
          .choose(wanted, functions)
          .ifPresent(chosen -> run.of(choice.named(chosen)));
    } else if (functions.isEmpty() && session().getProjects().size() > 1) {
      getLog().info("Module '" + project().getArtifactId() + "' has no functions.");
    } else {
      run.of(choice.all(functions.all()));
    }
  }

  private BenchRun.Project benchProject(ProjectFunctions functions) {
    return new BenchRun.Project(
        packaging -> projectPackage(functions, packaging, runtimeFor(packaging)),
        packaging(),
        eventFiles(),
        functionPrefix(),
        this::sandboxTurn,
        this::environmentOf,
        chirpDirectory(),
        libraries());
  }

  @Override
  void skipped() {
    FunctionChoice.named(function)
        .ifPresent(
            name ->
                new FunctionChoice(session(), project(), execution(), getLog())
                    .passOver(Optional.of(name)));
  }

  static void requireLinux(String operatingSystem) {
    if (!Machine.isLinux(operatingSystem)) {
      throw ChirpException.project(
          "chirp:bench starts functions under AWS's runtime interface client, which runs on Linux, and this is %s."
              .formatted(operatingSystem));
    }
  }

  private void checkMemory() {
    for (int megabytes : benchMemory) {
      if (!MemorySize.isValid(megabytes)) {
        throw ChirpException.project(
                "chirp.benchMemory has '%d', but Lambda's memory sizes are %d to %d (MB)."
                    .formatted(megabytes, MemorySize.LEAST, MemorySize.MOST))
            .withSuggestion("-Dchirp.benchMemory=128,512");
      }
    }
  }
}
