package dev.chirp.internal.deploy;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Writes the report of a run. If that fails, the results are still shown. */
public final class ReportWriting implements Consumer<DeployReport> {
  private final Path folder;
  private final Progress progress;
  private final Queue<ChirpException> failures = new ConcurrentLinkedQueue<>();

  private final AtomicBoolean said = new AtomicBoolean();

  private ReportWriting(Path folder, Progress progress) {
    this.folder = folder;
    this.progress = progress;
  }

  /** Starts a run. Deletes the previous report, so that it is not mistaken for this run's. */
  public static ReportWriting into(Path folder, Progress progress) {
    Path old = DeployReportFile.in(folder);
    try {
      Files.deleteIfExists(old);
    } catch (IOException e) {
      progress.warn("The old report '%s' cannot be deleted.".formatted(old), e);
    }
    return new ReportWriting(folder, progress);
  }

  @Override
  public void accept(DeployReport report) {
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
