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

/** The common part of all goals: skips them, and turns Chirp's failures into Maven's. */
abstract class AbstractChirpMojo extends AbstractMojo {
  /** Skips the goal. Example: {@code -Dchirp.skip}. */
  @Parameter(property = "chirp.skip", defaultValue = "false")
  private boolean skip;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    try {
      prepare();
      if (isRunning()) {
        getLog().debug("This goal is already running: it is compiling.");
      } else if (skip) {
        getLog().info("Skipped by chirp.skip.");
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

  /** Maven's log, with goal names that the user can paste. */
  @Override
  public final Log getLog() {
    return new GoalNamesLog(super.getLog(), GoalNames.of(context()));
  }

  /** The plugin context; empty outside of Maven. */
  private Map<?, ?> context() {
    return Objects.requireNonNullElse(getPluginContext(), Map.of());
  }

  /**
   * Keeps the cause for -e and -X only, because Maven would append its messages after the
   * suggestion.
   */
  private static <T extends Exception> T with(ChirpException e, T failure) {
    failure.addSuppressed(e);
    return failure;
  }

  /** The text of a parameter; empty if it is null or blank. */
  static Optional<String> given(String text) {
    return Optional.ofNullable(text).filter(is -> !is.isBlank());
  }

  /** Runs before everything else, even if {@code chirp.skip} is set. */
  void prepare() throws MojoExecutionException {}

  /** True if Maven runs this goal while it compiles for the same goal. */
  boolean isRunning() {
    return false;
  }

  /** Does what the other modules of the build need from a skipped goal. */
  void skipped() {}

  /** Does the work of the goal. */
  abstract void run();
}
