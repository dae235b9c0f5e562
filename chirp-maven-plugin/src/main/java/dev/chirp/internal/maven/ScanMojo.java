package dev.chirp.internal.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Compiles a module and records its functions for the other modules of the build. {@code
 * chirp:deploy} runs it in each module before it changes anything.
 */
@Mojo(name = "scan", requiresDependencyResolution = ResolutionScope.RUNTIME, threadSafe = true)
public final class ScanMojo extends AbstractFunctionsMojo {
  @Override
  void run() {
    modules().add(project(), functionPrefix(), scannedFunctions().all());
  }

  @Override
  void skipped() {
    modules().add(project(), functionPrefix(), List.of());
  }
}
