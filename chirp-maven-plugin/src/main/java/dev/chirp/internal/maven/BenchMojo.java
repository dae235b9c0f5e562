package dev.chirp.internal.maven;

import dev.chirp.internal.bench.BenchOptions;
import dev.chirp.internal.bench.BenchRun;
import dev.chirp.internal.bench.Rounds;
import dev.chirp.internal.project.ProjectFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Measures start-up and invocation of the project's functions on this machine, packaged as for a
 * deploy, and estimates time and cost at each memory size.
 *
 * <p>Compiles what changed first. Starts each safe function many times with its event file; its
 * calls to AWS go to the sandbox. Prints the table to stdout, {@code mvn -q chirp:bench}, and
 * writes all figures to {@code target/chirp/bench.json}. It needs Linux, and a machine that is
 * otherwise idle.
 */
@Mojo(name = "bench", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class BenchMojo extends AbstractPackageMojo {
  /** The only function to measure. Default: all safe functions. Example: {@code -Dfunction=a}. */
  @Parameter(property = "function")
  private String function;

  /** The number of measured rounds, which must be odd. Three more rounds run first, for warm-up. */
  @Parameter(property = "chirp.benchRounds", defaultValue = "" + Rounds.DEFAULT)
  private int benchRounds;

  /** The number of further invocations that each process gets. */
  @Parameter(property = "chirp.benchWarm", defaultValue = "100")
  private int benchWarm;

  /**
   * Memory sizes in MB. Chirp also measures with the processor share of each size, if this machine
   * has control groups. Example: {@code -Dchirp.benchMemory=128,512}.
   */
  @Parameter(property = "chirp.benchMemory")
  private List<Integer> benchMemory = new ArrayList<>();

  /**
   * Measures the function of {@code -Dfunction} even if it is not safe. It is invoked thousands of
   * times.
   */
  @Parameter(property = "chirp.benchUnsafe", defaultValue = "false")
  private boolean benchUnsafe;

  @Override
  void run() {
    Optional<String> wanted = FunctionChoice.named(function);
    BenchOptions options =
        BenchOptions.of(Rounds.of(benchRounds, benchWarm), benchMemory, wanted, benchUnsafe);
    ProjectFunctions functions = compiledFunctions();
    BenchRun run =
        new BenchRun(
            benchProject(functions),
            options,
            AbstractFunctionsMojo::print,
            MavenProgress.watched(getLog(), session()));
    if (wanted.isPresent()) {
      choice().choose(wanted, functions).ifPresent(run::ofNamed);
    } else if (functions.isEmpty() && session().getProjects().size() > 1) {
      getLog().info("Module '" + project().getArtifactId() + "' has no functions.");
    } else {
      run.ofAll(functions.all());
    }
  }

  private BenchRun.Project benchProject(ProjectFunctions functions) {
    return new BenchRun.Project(
        packaging -> projectPackage(functions, packaging, runtimeFor(packaging)),
        packaging(),
        eventFiles(),
        functionPrefix(),
        functionsAws(true),
        chirpDirectory(),
        libraries());
  }

  @Override
  void skipped() {
    FunctionChoice.named(function).ifPresent(name -> choice().passOver(Optional.of(name)));
  }
}
