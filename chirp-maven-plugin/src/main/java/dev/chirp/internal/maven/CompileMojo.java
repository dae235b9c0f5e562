package dev.chirp.internal.maven;

import org.apache.maven.plugins.annotations.Execute;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Runs the build up to {@code process-classes}. {@code chirp:invoke} and {@code chirp:list} do that
 * where needed.
 */
@Mojo(name = "compile", threadSafe = true)
@Execute(phase = LifecyclePhase.PROCESS_CLASSES)
public final class CompileMojo extends AbstractChirpMojo {
  @Override
  void run() {
    getLog().debug("Compiled.");
  }
}
