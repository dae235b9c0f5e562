package dev.chirp.internal.maven;

import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.TerminalProgress;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.logging.Log;

/** Prints progress to Maven's log, which goes to stdout; {@code -q} silences it. */
record MavenProgress(Log log) implements Progress {
  /** With a status line on a terminal, unless Maven runs with {@code -B} or {@code -q}. */
  static Progress watched(Log log, MavenSession session) {
    return TerminalProgress.of(
        new MavenProgress(log),
        MavenStreams.err(),
        log.isInfoEnabled() && session.getRequest().isInteractiveMode());
  }

  @Override
  public void say(String line) {
    log.info(line);
  }

  @Override
  public void warn(String line) {
    log.warn(line);
  }

  @Override
  public void detail(String line) {
    log.debug(line);
  }

  @Override
  public void status(String text) {
    log.debug(text);
  }
}
