package dev.chirp.internal.maven;

import dev.chirp.internal.core.Progress;
import org.apache.maven.plugin.logging.Log;

/** Prints progress to Maven's log, which goes to stdout; {@code -q} silences it. */
record MavenProgress(Log log) implements Progress {
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
