package dev.chirp.internal.serve.reload;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.serve.code.ServedCode;
import dev.chirp.internal.serve.code.ServedCodeSource;
import dev.chirp.internal.serve.code.ServedFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The code of a project that is being edited, as long as its POMs stay as they are. It looks at the
 * files after each request arrived, and builds what changed before it returns, so that no request
 * is answered by older code. Each build goes to a new folder, which then stays as it is: processes
 * of earlier code keep theirs.
 */
final class Reload implements ServedCodeSource {
  /** The time after which files that never rest are an error. */
  private static final Duration RESTLESS = Duration.ofSeconds(30);

  private static final int ATTEMPTS = 4;
  private static final int PAUSE_MILLIS = 50;

  private final SourceProject project;
  private final List<SourceModule> modules;
  private final ClassFolders folders;
  private final Set<Path> watched = new TreeSet<>();
  private final AtomicLong arrivals = new AtomicLong();
  private final Set<SourceModule> outdated = new LinkedHashSet<>();
  private final Set<SourceModule> rebuiltByJavac = new HashSet<>();

  private FileStates states = FileStates.none();
  private long seen;
  private ServedCode code;

  /** True if an edit needs a build of the whole project by Maven. */
  private volatile boolean needsMaven;

  /**
   * Starts with classes that were compiled a moment ago.
   *
   * @param directory an existing folder for the classes of all generations
   * @param before the number of the newest code of an earlier reading, or 0
   */
  Reload(SourceProject project, Path directory, long before) throws IOException {
    this.project = project;
    this.modules = project.modules();
    this.code = new ServedCode.CompileErrors(before, "");
    this.folders = new ClassFolders(directory);
    List<Path> classes = modules.stream().map(SourceModule::classes).toList();
    modules.forEach(module -> watched.addAll(module.watched(classes)));
    states = states.now(watched);
    for (SourceModule module : modules) {
      folders.add(module);
    }
    code = scan();
    if (modules.stream()
        .anyMatch(module -> states.isChangedSince(project.begun(), module.inputs()))) {
      states = FileStates.none();
    }
  }

  @Override
  public void ended(long number) {
    folders.ended(number);
  }

  @Override
  public void rebuild() {
    rebuild(0);
  }

  /** Has the next request build everything again, as code with a higher number than this one. */
  synchronized void rebuild(long number) {
    if (number > code.number()) {
      code = new ServedCode.CompileErrors(number, "");
    }
    states = FileStates.none();
    seen = 0;
  }

  @Override
  public Optional<Path> next(Path classes) {
    return folders.next(classes);
  }

  /**
   * Builds once and discards the result, because a compiler that never ran takes seconds. For a
   * thread of its own, after the start.
   */
  void warmUp() {
    for (SourceModule module : modules) {
      if (module.builder() instanceof JavacBuilder javac) {
        try {
          Path folder = folders.create(module);
          try {
            javac.build(newest(module.compileClassPath()), folder);
          } finally {
            GenerationFolders.delete(folder);
          }
        } catch (IOException | SourceErrors ignored) {
          // The next request finds the same problem, and its response says so.
        }
      }
    }
  }

  /** The number of the newest code. */
  synchronized long number() {
    return code.number();
  }

  /** The state of the files that it is built from, to compare with an earlier one. */
  FileStates inputs(FileStates earlier) throws IOException {
    return earlier.now(watched);
  }

  /** True if Maven has to build all modules before this code is the newest. */
  boolean needsMaven() {
    return needsMaven;
  }

  private synchronized List<Path> newest(List<Path> classPath) {
    return folders.newest(classPath);
  }

  @Override
  public ServedCode current() throws InterruptedException {
    long arrival = arrivals.incrementAndGet();
    synchronized (this) {
      if (seen < arrival) { // otherwise another request looked after this one arrived
        refresh();
      }
      return code;
    }
  }

  private void refresh() throws InterruptedException {
    boolean isDone = false;
    try {
      long deadline = System.nanoTime() + RESTLESS.toNanos();
      ServedCode built = code;
      Collection<Path> changes = look();
      while (!changes.isEmpty()) {
        if (System.nanoTime() - deadline > 0) {
          throw ChirpException.project(
              "Files have been changing for %d s, last '%s'."
                  .formatted(RESTLESS.toSeconds(), changes.iterator().next()));
        }
        built = buildPatiently();
        changes = look();
      }
      code = built;
      isDone = true;
    } catch (ChirpException e) {
      code = errors(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      code = errors("The project's files could not be read: " + e);
    } finally {
      if (!isDone) {
        rebuild(); // at the next request, and at each one that waits now
      }
    }
  }

  /** Returns what changed since the last look, and marks the modules that need a build. */
  private Collection<Path> look() throws IOException {
    long now = arrivals.get();
    FileStates found = states.now(watched);
    Collection<Path> changes = found.changesSince(states);
    states = found;
    for (SourceModule module : modules) {
      if (module.isAffectedBy(changes) || outdated.stream().anyMatch(module::uses)) {
        outdated.add(module);
      }
    }
    seen = now;
    return changes;
  }

  /** Builds again if a file vanished meanwhile, such as an editor's temporary one. */
  private ServedCode buildPatiently() throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return build();
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  /** Builds the marked modules. A module that fails stays marked, as do those that use it. */
  private ServedCode build() throws IOException, InterruptedException {
    try {
      for (SourceModule module : modules) {
        if (outdated.contains(module)) {
          if (needsMaven(module)) {
            needsMaven = true;
            return errors("Maven builds module '%s'.".formatted(module.name()));
          }
          build(module);
          folders.replace(module, code.number());
          outdated.remove(module);
        }
      }
      return scan();
    } catch (SourceErrors e) {
      return errors(e.text());
    } catch (ChirpException e) {
      return errors(String.valueOf(e.getMessage()));
    }
  }

  /** Maven compiles against {@code target/classes}, where {@code javac} writes nothing. */
  private boolean needsMaven(SourceModule module) {
    return module.builder() == SourceModule.Builder.NEEDS_MAVEN
        || (!(module.builder() instanceof JavacBuilder)
            && rebuiltByJavac.stream().anyMatch(module::uses));
  }

  private void build(SourceModule module) throws IOException, SourceErrors, InterruptedException {
    boolean isBuilt = false;
    try {
      module.builder().build(newest(module.compileClassPath()), folders.ofNextBuild(module));
      isBuilt = true;
    } finally {
      if (!isBuilt) {
        folders.discard(module);
      }
    }
    if (module.builder() instanceof JavacBuilder) {
      rebuiltByJavac.add(module);
    }
  }

  private ServedCode.Generation scan() {
    List<ServedFunction> functions = new ArrayList<>(project.fixed());
    for (SourceModule module : modules) {
      List<Path> classPath = new ArrayList<>(List.of(module.classes()));
      classPath.addAll(module.runtimeClassPath());
      functions.addAll(module.finder().find(newest(classPath)));
    }
    return new ServedCode.Generation(code.number() + 1, functions, project.api());
  }

  private ServedCode.CompileErrors errors(String text) {
    return new ServedCode.CompileErrors(code.number() + 1, text);
  }
}
