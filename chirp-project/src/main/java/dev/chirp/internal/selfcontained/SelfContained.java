package dev.chirp.internal.selfcontained;

import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.core.ProcessLock;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Time;
import dev.chirp.internal.loop.PackageSums;
import dev.chirp.internal.loop.WarmSnapshot;
import dev.chirp.internal.process.AwsEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder with everything that a function needs except the operating system: the project's jars, a
 * JVM with the modules that they use, an AOT cache, and the {@code bootstrap} that Lambda starts.
 *
 * <p>It is rebuilt when jars, JDK, options or events change, because cache and jars belong
 * together: with a changed jar and an old cache, a JVM may silently run the old classes
 * (JDK-8377932). Checksums of both are verified here, and by the function when it starts.
 *
 * @param root the folder
 * @param trainees all functions of the package
 * @param warmUp the events that functions run at start, by file name in the folder
 * @param trainingAws the environment for training, created when needed
 */
public record SelfContained(
    BuildJdk jdk,
    Path root,
    List<Trainee> trainees,
    Map<String, Path> warmUp,
    Set<String> modules,
    Supplier<AwsEnvironment> trainingAws,
    Progress progress) {
  private static final double MB = 1024.0 * 1024.0;

  /** The time to wait for another build. Training has its own, shorter limits. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** The names of the folder's contents. */
  private static final Set<String> PARTS =
      Set.of(
          StartCommand.BOOTSTRAP,
          "classes.jar",
          "lib",
          StartCommand.IMAGE,
          StartCommand.CACHE,
          WarmSnapshot.EVENTS,
          PackageSums.FILE);

  public SelfContained {
    trainees = List.copyOf(trainees);
    warmUp = Map.copyOf(warmUp);
    modules = Set.copyOf(modules);
  }

  /**
   * Builds and packs the folder, while holding a lock against other processes.
   *
   * @param layOut writes the jars into the folder, and returns the class path relative to it
   * @param pack packs the folder
   * @return the result of {@code pack}
   * @throws ChirpException if the JDK's tools or the functions fail
   */
  public <T> T make(Function<Path, List<String>> layOut, Function<Path, T> pack) {
    try {
      Files.createDirectories(root);
      ProcessLock held = await(beside(".lock"));
      try {
        make(layOut.apply(root));
        return pack.apply(root);
      } finally {
        held.close();
      }
    } catch (IOException | UncheckedIOException e) {
      throw ChirpException.execution("'" + root + "' could not be written: " + e, e);
    }
  }

  /** Waits for another Maven process, or another module of this build, to finish. */
  private ProcessLock await(Path file) throws IOException {
    Optional<ProcessLock> free = ProcessLock.of(file);
    if (free.isPresent()) {
      return free.get();
    }
    progress.say("Waiting for another Maven process that packs in '%s'".formatted(root));
    return new BoundedWait(Time.SYSTEM, LIMIT, BoundedWait.STEPS)
        .forAnswer(() -> lock(file))
        .orElseThrow(
            () ->
                ChirpException.project(
                        "Another Maven process or module of this build has been packing in '%s' for %d minutes."
                            .formatted(root, LIMIT.toMinutes()))
                    .withSuggestion(
                        "the same command without -T, once the other process has ended"));
  }

  private static Optional<ProcessLock> lock(Path file) {
    try {
      return ProcessLock.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path beside(String suffix) {
    return root.resolveSibling(root.getFileName() + suffix);
  }

  private void make(List<String> classPath) throws IOException {
    StartCommand command = new StartCommand(classPath, jdk.home().release());
    Path bootstrap = Files.writeString(root.resolve(StartCommand.BOOTSTRAP), command.bootstrap());
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    writeWarmUp();
    String jars = PackageSums.of(root, classPath);
    String jvm = PackageSums.jvm(jdk.vmVersion());
    String contents = jars + new TreeSet<>(warmUp.keySet()) + new TreeSet<>(modules);
    String key = new BuildKey(jdk, command, trainees).of(contents);
    Path known = beside(".key");
    if (Files.exists(known) && Files.readString(known).equals(key) && isWhole(jars, jvm)) {
      progress.say("The runtime image and the AOT cache are up to date.");
    } else {
      Files.deleteIfExists(known);
      build(classPath, command, jars, jvm);
      Files.writeString(known, key);
    }
    removeForeignFiles();
  }

  /** Removes files of an older Chirp version or of someone else. */
  private void removeForeignFiles() throws IOException {
    try (Stream<Path> found = Files.list(root)) {
      for (Path path : (Iterable<Path>) found::iterator) {
        if (!PARTS.contains(path.getFileName().toString())) {
          DirectoryTree.delete(path);
        }
      }
    }
  }

  /** Returns whether an earlier result is complete and still belongs to these jars. */
  private boolean isWhole(String jars, String jvm) throws IOException {
    Path sums = root.resolve(PackageSums.FILE);
    return Files.isExecutable(root.resolve(StartCommand.IMAGE).resolve("bin/java"))
        && Files.exists(root.resolve(StartCommand.CACHE))
        && Files.exists(sums)
        && Files.readString(sums).equals(jars + ofCache() + jvm);
  }

  private String ofCache() throws IOException {
    return PackageSums.of(root, List.of(StartCommand.CACHE));
  }

  private void build(List<String> classPath, StartCommand command, String jars, String jvm)
      throws IOException {
    Files.deleteIfExists(root.resolve(StartCommand.CACHE));
    JdkModules.Uses uses =
        new JdkModules(jdk, beside(".classes").toAbsolutePath())
            .of(classPath.stream().map(root::resolve).toList());
    Set<String> all = new TreeSet<>(uses.modules());
    all.addAll(modules);
    progress.say(
        "Runtime image of Java %d with %s".formatted(jdk.home().release(), String.join(", ", all)));
    new RuntimeImage(jdk, root.resolve(StartCommand.IMAGE).toAbsolutePath()).link(List.copyOf(all));
    Path sums = root.resolve(PackageSums.FILE);
    // The sums exist before training, so that the cache includes the classes that read them at
    // start.
    Files.writeString(sums, jars + jvm);
    Set<Path> ours = files();
    try (AwsEnvironment open = trainingAws.get()) {
      CacheTraining training =
          new CacheTraining(root, command, uses.tls(), open.variables(), progress);
      List<Trainee> trained = training.run(trainees);
      removeAllBut(ours);
      Files.writeString(sums, jars + ofCache() + jvm);
      training.prove(trained);
      removeAllBut(ours);
    }
    long size = Files.size(root.resolve(StartCommand.CACHE));
    progress.say(
        String.format(
            Locale.ROOT,
            "AOT cache of %.1f MB, trained with %d event%s",
            size / MB,
            events(),
            events() == 1 ? "" : "s"));
  }

  private Set<Path> files() throws IOException {
    try (Stream<Path> found = Files.walk(root)) {
      return found.filter(path -> !Files.isDirectory(path)).collect(Collectors.toSet());
    }
  }

  /** Removes files that functions wrote during training. On Lambda they could not write there. */
  private void removeAllBut(Set<Path> ours) throws IOException {
    for (Path file : files()) {
      if (!ours.contains(file) && !file.equals(root.resolve(StartCommand.CACHE))) {
        Files.delete(file);
      }
    }
  }

  private int events() {
    return trainees.stream().map(Trainee::events).mapToInt(Collection::size).sum();
  }

  private void writeWarmUp() throws IOException {
    DirectoryTree.delete(root.resolve(WarmSnapshot.EVENTS));
    for (Map.Entry<String, Path> event : warmUp.entrySet()) {
      Path file = root.resolve(event.getKey());
      Files.createDirectories(file.getParent());
      Files.copy(event.getValue(), file);
    }
  }
}
