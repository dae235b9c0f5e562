package dev.chirp.selfcontained;

import dev.chirp.core.ChirpException;
import dev.chirp.core.DirectoryTree;
import dev.chirp.core.Progress;
import dev.chirp.runtime.loop.PackageSums;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

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
    Supplier<TrainingGround> ground,
    Progress progress) {
  private static final double MB = 1024.0 * 1024.0;

  public SelfContained {
    trainees = List.copyOf(trainees);
    warmUp = Map.copyOf(warmUp);
  }

  /**
   * Fills the folder.
   *
   * @param layOut writes the jars into the folder, and returns the class path as it is seen from
   *     there
   * @throws ChirpException when the JDK's tools, or the functions themselves, fail
   */
  public void make(Function<Path, List<String>> layOut) {
    try {
      Files.createDirectories(root);
      try (FileChannel lock =
          FileChannel.open(beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock(); // another Maven may be at work here
        make(layOut.apply(root));
      }
    } catch (IOException e) {
      throw ChirpException.execution("'" + root + "' could not be written: " + e, e);
    }
  }

  private Path beside(String suffix) {
    return root.resolveSibling(root.getFileName() + suffix);
  }

  private void make(List<String> classPath) throws IOException {
    StartCommand command = new StartCommand(classPath);
    Path bootstrap = Files.writeString(root.resolve("bootstrap"), command.bootstrap());
    Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    writeWarmUp();
    String key = new BuildKey(jdk, command, trainees).of(PackageSums.of(root, classPath));
    Path known = beside(".key");
    if (Files.exists(known) && Files.readString(known).equals(key) && isWhole(classPath)) {
      progress.say("The runtime image and the AOT cache are those of these jars already.");
      return;
    }
    Files.deleteIfExists(known);
    build(classPath, command);
    Files.writeString(known, key);
  }

  /** Whether what was made before is there, and still belongs to these jars. */
  private boolean isWhole(List<String> classPath) throws IOException {
    Path sums = root.resolve(PackageSums.FILE);
    return Files.isExecutable(root.resolve(StartCommand.IMAGE).resolve("bin/java"))
        && Files.exists(root.resolve(StartCommand.CACHE))
        && Files.exists(sums)
        && Files.readString(sums).equals(sums(classPath));
  }

  private String sums(List<String> classPath) throws IOException {
    List<String> bound = new ArrayList<>(classPath);
    bound.add(StartCommand.CACHE);
    return PackageSums.of(root, bound) + PackageSums.jvm(jdk.vmVersion());
  }

  private void build(List<String> classPath, StartCommand command) throws IOException {
    Files.deleteIfExists(root.resolve(StartCommand.CACHE));
    JdkModules.Uses uses =
        new JdkModules(jdk, beside(".classes").toAbsolutePath())
            .of(classPath.stream().map(root::resolve).toList());
    progress.say(
        "Runtime image of Java %d with %s"
            .formatted(jdk.home().release(), String.join(", ", uses.modules())));
    new RuntimeImage(jdk, root.resolve(StartCommand.IMAGE).toAbsolutePath()).link(uses.modules());
    Path sums = root.resolve(PackageSums.FILE);
    // The check at each start is trained too.
    Files.writeString(sums, PackageSums.of(root, classPath) + PackageSums.jvm(jdk.vmVersion()));
    try (TrainingGround open = ground.get()) {
      new Training(root, command, uses.tls(), open.environment(), progress).run(trainees);
    }
    long size = Files.size(root.resolve(StartCommand.CACHE));
    progress.say(
        String.format(
            Locale.ROOT,
            "AOT cache of %.1f MB, trained with %d event%s",
            size / MB,
            events(),
            events() == 1 ? "" : "s"));
    Files.writeString(sums, sums(classPath));
  }

  private int events() {
    return trainees.stream().map(Trainee::events).mapToInt(Collection::size).sum();
  }

  private void writeWarmUp() throws IOException {
    DirectoryTree.delete(root.resolve(StartCommand.WARM_UP));
    for (Map.Entry<String, Path> event : warmUp.entrySet()) {
      Path file = root.resolve(event.getKey());
      Files.createDirectories(file.getParent());
      Files.copy(event.getValue(), file);
    }
  }
}
