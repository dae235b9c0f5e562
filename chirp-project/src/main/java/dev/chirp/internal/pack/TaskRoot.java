package dev.chirp.internal.pack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The contents of {@code /var/task} as they are on this machine before packing.
 *
 * @param classes {@code target/classes}
 * @param libraries in the order of the class path
 */
public record TaskRoot(Path classes, List<Library> libraries) {
  public TaskRoot {
    libraries = List.copyOf(libraries);
  }

  /**
   * Returns the class path of Lambda's JVM: the root of the zip, then the jars in {@code lib/} by
   * name, whatever the project's own order.
   *
   * @return folders and jars on this machine
   */
  public List<Path> classPath() {
    return CodeSources.of(classes, Map.of(), libraries).inLambdasOrder().stream()
        .map(CodeSource::path)
        .toList();
  }
}
