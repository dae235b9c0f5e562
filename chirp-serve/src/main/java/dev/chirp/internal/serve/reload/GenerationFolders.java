package dev.chirp.internal.serve.reload;

import dev.chirp.internal.core.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * New folders in a parent folder. Each stays as it is until the last process of its code has ended.
 * Thread-safe.
 */
final class GenerationFolders {
  private final Path parent;

  /** Folders that newer ones replaced, with the number of the last code that used them. */
  private final Map<Path, Long> replaced = new HashMap<>();

  private int count;

  GenerationFolders(Path parent) {
    this.parent = parent;
  }

  /** Creates a folder. Its name begins with a number, so names may come again. */
  synchronized Path create(String name) throws IOException {
    count++;
    return Files.createDirectories(parent.resolve(count + "-" + name));
  }

  /** Notes that newer code uses a newer folder. */
  synchronized void replaced(Path folder, long number) {
    replaced.put(folder, number);
  }

  /** Deletes the folders of code up to this number, because no process of it runs any more. */
  synchronized void ended(long number) {
    replaced.entrySet().removeIf(old -> old.getValue() <= number && delete(old.getKey()));
  }

  /** Returns whether the folder is gone. If not, it is deleted when the server ends. */
  static boolean delete(Path folder) {
    try {
      DirectoryTree.delete(folder);
      return true;
    } catch (IOException e) {
      return false; // Windows locks files that a process still has open
    }
  }
}
