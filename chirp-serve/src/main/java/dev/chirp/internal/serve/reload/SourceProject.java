package dev.chirp.internal.serve.reload;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedFunction;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * A project as one run of Maven read and compiled it.
 *
 * @param modules each after those that it uses
 * @param fixed functions that no edit changes
 * @param poms the files that it was read from
 * @param api what they say of the API as a whole
 * @param begun when the compilation began; what changed since then is built again
 */
public record SourceProject(
    List<SourceModule> modules,
    List<ServedFunction> fixed,
    List<Path> poms,
    ServedCode.ApiSettings api,
    Instant begun) {
  public SourceProject {
    modules = List.copyOf(modules);
    fixed = List.copyOf(fixed);
    poms = List.copyOf(poms);
  }

  /** Reads a project again. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads and compiles the project.
     *
     * @throws ChirpException if its POMs cannot be read, or its code does not compile
     */
    SourceProject read() throws InterruptedException;
  }
}
