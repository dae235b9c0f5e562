package dev.chirp.internal.pack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a function finds in {@code /var/task}, as it is on this machine before it is packed.
 *
 * @param classes {@code target/classes}
 * @param libraries in the order of the class path
 */
public record TaskRoot(Path classes, List<Library> libraries) {
  public TaskRoot {
    libraries = List.copyOf(libraries);
  }

  /**
   * Where Lambda's JVM looks for classes, in its order: the root of the zip, then the jars in
   * {@code lib/} by their names there, whatever order the project's class path has.
   *
   * @return folders and jars of this machine
   */
  public List<Path> classPath() {
    return Places.of(classes, Map.of(), libraries).inLambdasOrder().stream()
        .map(CodeSource::path)
        .toList();
  }
}
