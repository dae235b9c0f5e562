package dev.chirp.internal.sandbox.lambda;

import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.process.ProcessPool;
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
 * Deletes zips and task roots that no function refers to, no invocation holds and no process runs.
 * The sandbox saves a function before it deletes its old code. If it ends in between, some files
 * are left over, which the next sandbox deletes; none is missing.
 */
final class CodeSweep {
  /**
   * The prefix of a folder that is being deleted. Under its own name, a folder is always complete.
   */
  private static final String DELETED = "deleted-";

  private final List<Path> folders;
  private final FunctionStore functions;
  private final ProcessPool pool;
  private final ReentrantLock lock;
  private final Map<String, Integer> held = new HashMap<>();

  /**
   * A sweep of the functions' code.
   *
   * @param directory the folder of Lambda's state
   * @param unzipped the folder of the task roots
   * @param lock the lock of the functions
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

  /** Sweeps before any function runs, and also deletes the incomplete files of a killed sandbox. */
  void start() {
    sweep(file -> true);
  }

  /** Deletes code that is no longer needed. The caller must hold the lock. */
  void sweep() {
    sweep(file -> file.matches("[0-9a-f]{64}(\\.zip)?"));
  }

  /** Keeps a code until the returned action runs. The caller must hold the lock. */
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
    pool.directories().forEach(root -> needed.add(root.getFileName().toString()));
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
      return List.of(); // nothing has been deployed or run yet
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      return List.of(); // left to a later sweep
    }
  }

  private static void remove(Path file) {
    try {
      if (!Files.isDirectory(file)) {
        Files.deleteIfExists(file);
        return;
      }
      String name = file.getFileName().toString();
      Path deleted = name.startsWith(DELETED) ? file : file.resolveSibling(DELETED + name);
      if (!file.equals(deleted)) {
        DirectoryTree.delete(deleted);
        Files.move(file, deleted, StandardCopyOption.ATOMIC_MOVE);
      }
      DirectoryTree.delete(deleted);
    } catch (IOException ignored) {
      // A later sweep tries again; nothing depends on it.
    }
  }
}
