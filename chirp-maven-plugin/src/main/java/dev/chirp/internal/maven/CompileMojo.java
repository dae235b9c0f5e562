package dev.chirp.internal.maven;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Runs the build up to {@code process-classes}. Other goals, such as {@code chirp:invoke}, do this
 * automatically if needed.
 */
@Mojo(name = "compile", threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class CompileMojo extends AbstractChirpMojo {
  @Override
  void run() {
    getLog().debug("Compiled.");
  }
}
