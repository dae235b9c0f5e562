package dev.chirp.internal.serve.reload;

import dev.chirp.internal.core.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folders with the classes of modules: for each module the one that its newest build filled,
 * and an empty one for its next build. Only {@link #next} and {@link #ended} are thread-safe.
 */
final class ClassFolders {
  private final GenerationFolders folders;

  /** The newest classes of each module, by its {@code target/classes}. */
  private final Map<Path, Path> newest = new HashMap<>();

  /** The folder of the next build, by the one that it replaces. */
  private final Map<Path, Path> next = new ConcurrentHashMap<>();

  ClassFolders(Path parent) {
    this.folders = new GenerationFolders(parent);
  }

  /** Adds a module with a copy of the classes that it has now. */
  void add(SourceModule module) throws IOException {
    Path folder = create(module);
    DirectoryTree.copy(module.classes(), folder, file -> true);
    newest.put(module.classes(), folder);
    next.put(folder, create(module));
  }

  /** Returns the class path with the newest classes of modules in place of the folders in it. */
  List<Path> newest(List<Path> classPath) {
    return classPath.stream().map(entry -> newest.getOrDefault(entry, entry)).toList();
  }

  /** Returns the folder of the build that replaces these classes, if they are the newest. */
  Optional<Path> next(Path classes) {
    return Optional.ofNullable(next.get(classes));
  }

  /** Returns the folder of the module's next build. It is empty. */
  Path ofNextBuild(SourceModule module) {
    return Objects.requireNonNull(next.get(ofNewest(module)));
  }

  /** Empties the folder of the module's next build after a build that failed. */
  void discard(SourceModule module) throws IOException {
    Path failed = ofNextBuild(module);
    next.put(
        ofNewest(module),
        GenerationFolders.delete(failed) ? Files.createDirectory(failed) : create(module));
  }

  /**
   * Makes the folder of the next build the newest.
   *
   * @param number of the last code that used the one before
   */
  void replace(SourceModule module, long number) throws IOException {
    Path before = ofNewest(module);
    Path built = ofNextBuild(module);
    Path following = create(module); // first, because a full disk may refuse it
    newest.put(module.classes(), built);
    folders.replaced(before, number);
    next.remove(before);
    next.put(built, following);
  }

  /** Deletes the folders of code up to this number. */
  void ended(long number) {
    folders.ended(number);
  }

  /** Creates a folder for a build whose result nothing uses. */
  Path create(SourceModule module) throws IOException {
    return folders.create(module.name());
  }

  private Path ofNewest(SourceModule module) {
    return Objects.requireNonNull(newest.get(module.classes()));
  }
}
