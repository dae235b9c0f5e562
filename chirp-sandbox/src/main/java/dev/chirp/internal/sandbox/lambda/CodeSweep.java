package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.core.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Removes zips, and what was unzipped of them, that no function refers to, that no invocation holds
 * and that no process runs. Functions are kept before their old code goes, so that whatever ends
 * the sandbox in between leaves too much, which the next one removes, and never too little.
 */
final class CodeSweep {
  /** Where a directory waits for its end: under its own name it is whole, or not there. */
  private static final String GONE = "gone-";

  private final List<Path> folders;
  private final FunctionStore functions;
  private final ProcessPool pool;
  private final ReentrantLock lock;
  private final Map<String, Integer> held = new HashMap<>();

  /**
   * For the codes of functions.
   *
   * @param directory of Lambda's state
   * @param unzipped where the task roots are
   * @param lock of the functions
   */
  CodeSweep(
      Path directory,
      Path unzipped,
      FunctionStore functions,
      ProcessPool pool,
      ReentrantLock lock) {
    this.folders =
        List.of(directory.resolve(CodeStore.ZIPS), unzipped, directory.resolve(ProcessPool.FOLDER));
    this.functions = functions;
    this.pool = pool;
    this.lock = lock;
  }

  /** Before anything runs: what a killed sandbox left half done goes, too. */
  void start() {
    sweep(file -> true);
  }

  /** Removes what is not needed any more. Whoever calls this has the lock. */
  void sweep() {
    sweep(file -> file.matches("[0-9a-f]{64}(\\.zip)?"));
  }

  /** Keeps a code until what is answered has run. Whoever calls this has the lock. */
  Runnable hold(String sha256) {
    String name = CodeStore.name(sha256);
    held.merge(name, 1, Integer::sum);
    return () -> release(name);
  }

  private void release(String name) {
    lock.lock();
    try {
      held.computeIfPresent(name, (code, count) -> count == 1 ? null : count - 1);
      if (!needed().contains(name)) {
        sweep();
      }
    } finally {
      lock.unlock();
    }
  }

  private Set<String> needed() {
    Set<String> needed = new HashSet<>(held.keySet());
    functions.codes().map(CodeStore::name).forEach(needed::add);
    pool.taskRoots().forEach(root -> needed.add(root.getFileName().toString()));
    return needed;
  }

  private void sweep(Predicate<String> swept) {
    Set<String> needed = needed();
    for (Path folder : folders) {
      for (Path file : files(folder)) {
        String name = file.getFileName().toString();
        if (swept.test(name) && !needed.contains(name.replaceFirst("\\.zip$", ""))) {
          remove(file);
        }
      }
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of(); // nothing was ever deployed, or run
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      return List.of(); // for a later sweep
    }
  }

  private static void remove(Path file) {
    try {
      if (!Files.isDirectory(file)) {
        Files.deleteIfExists(file);
        return;
      }
      String name = file.getFileName().toString();
      Path gone = name.startsWith(GONE) ? file : file.resolveSibling(GONE + name);
      if (!file.equals(gone)) {
        DirectoryTree.delete(gone);
        Files.move(file, gone, StandardCopyOption.ATOMIC_MOVE);
      }
      DirectoryTree.delete(gone);
    } catch (IOException ignored) {
      // What cannot be removed now, a later sweep removes: nothing depends on it.
    }
  }
}
