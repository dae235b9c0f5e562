package dev.chirp.internal.serve.reload;

import dev.chirp.internal.gateway.CorsSettings;
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
 * @param cors which pages of other origins may call the API
 * @param begun when the compilation began; what changed since then is built again
 */
public record SourceProject(
    List<SourceModule> modules,
    List<ServedFunction> fixed,
    List<Path> poms,
    CorsSettings cors,
    Instant begun) {
  public SourceProject {
    modules = List.copyOf(modules);
    fixed = List.copyOf(fixed);
    poms = List.copyOf(poms);
  }
}
