package dev.chirp.internal.selfcontained;

import dev.chirp.internal.core.BoundedWait;
import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.DirectoryTree;
import dev.chirp.internal.core.ProcessLock;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Time;
import dev.chirp.internal.loop.PackageSums;
import dev.chirp.internal.loop.SnapStart;
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
 * A folder with all that a function needs but an operating system: the project's jars, a JVM with
 * the modules that they use, an AOT cache, and the {@code bootstrap} that Lambda starts.
 *
 * <p>What is made is made anew when jars, JDK, options or events have changed, because cache and
 * jars belong together: a JVM that is given another jar beside an old cache may run the old classes
 * and say nothing (JDK-8377932). The sums of both are checked here, and by the function when it
 * starts.
 *
 * @param root the folder
 * @param trainees all functions of the package
 * @param warmUp the events that functions run when they start, by their names in the folder
 * @param ground where they train, asked for when they do
 */
public record SelfContained(
    BuildJdk jdk,
    Path root,
    List<Trainee> trainees,
    Map<String, Path> warmUp,
    Set<String> modules,
    Supplier<AwsEnvironment> ground,
    Progress progress) {
  private static final double MB = 1024.0 * 1024.0;

  /** Training has shorter limits of its own. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  /** What the folder is made of. */
  private static final Set<String> PARTS =
      Set.of(
          StartCommand.BOOTSTRAP,
          "classes.jar",
          "lib",
          StartCommand.IMAGE,
          StartCommand.CACHE,
          SnapStart.EVENTS,
          PackageSums.FILE);

  public SelfContained {
    trainees = List.copyOf(trainees);
    warmUp = Map.copyOf(warmUp);
    modules = Set.copyOf(modules);
  }

  /**
   * Fills the folder, and packs it, while no other process does so.
   *
   * @param layOut writes the jars into the folder, and returns the class path as it is seen from
   *     there
   * @param pack what is done with the folder then
   * @return what packing it returned
   * @throws ChirpException when the JDK's tools, or the functions themselves, fail
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

  /** Another Maven, or another module of this one, may be at work here. */
  private ProcessLock await(Path file) throws IOException {
    Optional<ProcessLock> free = ProcessLock.of(file);
    if (free.isPresent()) {
      return free.get();
    }
    progress.say("Waiting for another Maven that packs in '%s'".formatted(root));
    return new BoundedWait(Time.SYSTEM, LIMIT, BoundedWait.STEPS)
        .forAnswer(() -> lock(file))
        .orElseThrow(
            () ->
                ChirpException.project(
                        "Another Maven, or another module of this build, has packed in '%s' for %d minutes."
                            .formatted(root, LIMIT.toMinutes()))
                    .withSuggestion("the same command once that one has ended, and without -T"));
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
      progress.say("The runtime image and the AOT cache are those of these jars already.");
    } else {
      Files.deleteIfExists(known);
      build(classPath, command, jars, jvm);
      Files.writeString(known, key);
    }
    removeWhatIsNotOurs();
  }

  /** What an older Chirp, or somebody else, has left. */
  private void removeWhatIsNotOurs() throws IOException {
    try (Stream<Path> found = Files.list(root)) {
      for (Path path : (Iterable<Path>) found::iterator) {
        if (!PARTS.contains(path.getFileName().toString())) {
          DirectoryTree.delete(path);
        }
      }
    }
  }

  /** Whether what was made before is there, and still belongs to these jars. */
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
    // Of what is there already: the cache shall have what reads them at a start.
    Files.writeString(sums, jars + jvm);
    Set<Path> ours = files();
    try (AwsEnvironment open = ground.get()) {
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

  /** On Lambda a function cannot write where its code is; in training it can. */
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
    DirectoryTree.delete(root.resolve(SnapStart.EVENTS));
    for (Map.Entry<String, Path> event : warmUp.entrySet()) {
      Path file = root.resolve(event.getKey());
      Files.createDirectories(file.getParent());
      Files.copy(event.getValue(), file);
    }
  }
}
