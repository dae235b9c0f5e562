package dev.chirp.internal.deploy;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/**
 * The report of a deploy while it runs. Each step adds what it did, and the file always holds all
 * that was added. If it cannot be written, the results are still shown.
 */
public final class CurrentReport {
  private final Path folder;
  private final Progress progress;
  private final Queue<ChirpException> failures = new ConcurrentLinkedQueue<>();

  private final AtomicBoolean said = new AtomicBoolean();
  private volatile Optional<DeployReport> current = Optional.empty();

  private CurrentReport(Path folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /** Starts a run. Deletes the previous report, so that it is not mistaken for this run's. */
  public static CurrentReport into(Path folder, Progress progress) {
    Path old = DeployReportFile.in(folder);
    try {
      Files.deleteIfExists(old);
    } catch (IOException e) {
      progress.warn("The old report '%s' cannot be deleted.".formatted(old), e);
    }
    return new CurrentReport(folder, progress);
  }

  /** The report with all that was added so far. */
  public DeployReport current() {
    return current.orElseThrow();
  }

  /** Takes the report of the first step. */
  public void add(DeployReport report) {
    current = Optional.of(report);
    write(report);
  }

  /** Adds what a later step did. */
  public void add(UnaryOperator<DeployReport> step) {
    add(step.apply(current()));
  }

  /**
   * Writes and shows what the first step did before the JVM ends, because no later step will. The
   * step may still finish and add its result, so this is not kept.
   */
  public void addLate(DeployReport report) {
    report.lines().forEach(progress::say);
    if (current.isEmpty()) { // otherwise the first step has warned about it
      report.leftovers().forEach(object -> progress.warn(object + " stays."));
    }
    write(report);
  }

  /** Does the same for a later step. */
  public void addLate(UnaryOperator<DeployReport> step) {
    addLate(step.apply(current()));
  }

  private synchronized void write(DeployReport report) {
    try {
      Path file = report.writeTo(folder);
      if (!said.getAndSet(true)) {
        progress.say("Report: " + file);
      }
    } catch (ChirpException e) {
      progress.warn(e.problem(), e);
      failures.add(e);
    }
  }

  /** Fails if the report could not be written. */
  public void check() {
    if (!failures.isEmpty()) {
      throw failures.remove();
    }
  }
}
