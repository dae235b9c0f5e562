package dev.chirp.internal.maven;

import dev.chirp.internal.core.ChirpException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.plugins.annotations.Parameter;

/** What every goal does around its work: skip, and turn Chirp's failure into Maven's. */
abstract class AbstractChirpMojo extends AbstractMojo {
  /** Skips the goal. Example: {@code -Dchirp.skip}. */
  @Parameter(property = "chirp.skip", defaultValue = "false")
  private boolean skip;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    try {
      prepare();
      if (isRunning()) {
        getLog().debug("This goal is running already, and compiles.");
      } else if (skip) {
        getLog().info("Skipped, because of chirp.skip.");
        skipped();
      } else {
        run();
      }
    } catch (ChirpException e) {
      switch (e.kind()) {
        case PROJECT -> throw with(e, new MojoFailureException(message(e)));
        case EXECUTION, NO_AWS -> throw with(e, new MojoExecutionException(message(e)));
      }
    }
  }

  private String message(ChirpException e) {
    return GoalNames.of(context()).in(String.valueOf(e.getMessage()));
  }

  /** With goals' names that the user can paste, in each line. */
  @Override
  public final Log getLog() {
    return new GoalNamesLog(super.getLog(), GoalNames.of(context()));
  }

  /** Maven's; there is none where something else runs the goal. */
  private Map<?, ?> context() {
    return Objects.requireNonNullElse(getPluginContext(), Map.of());
  }

  /** Maven appends the messages of all causes to ours, behind what to try; -e and -X show it. */
  private static <T extends Exception> T with(ChirpException e, T failure) {
    failure.addSuppressed(e);
    return failure;
  }

  /** A parameter's text; one that is empty or blank says nothing. */
  static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(is -> !is.isBlank());
  }

  /** What has to be known before anything else, {@code chirp.skip} too. */
  void prepare() throws MojoExecutionException {}

  /** Whether Maven came to this goal while it compiled for the same one. */
  boolean isRunning() {
    return false;
  }

  /** What a skipped goal still owes the other modules of the build. */
  void skipped() {}

  /** The goal's own work. */
  abstract void run();
}
