package dev.chirp.internal.process;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.core.Progress;
import dev.chirp.internal.core.Time;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Linux control group, version 1 or 2, that limits processes like a Lambda function with some
 * memory size: to memory / 1769 MB of one processor and, if possible, to that memory. It is created
 * only if this process is in no group, so that a group created by someone else is left alone.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">Memory</a>
 */
public final class ControlGroup implements AutoCloseable {
  /** The memory size in MB at which a function has one whole processor. */
  public static final int ONE_PROCESSOR = 1769;

  /** The period in microseconds. The kernel's default is five times as long. */
  private static final long PERIOD = 20_000;

  private static final long MB = 1024 * 1024;

  private static final Pattern NAME = Pattern.compile("chirp-(\\d+)-\\d+");

  /**
   * The attempts to remove a group, which works once the kernel has cleaned up its last process.
   */
  private static final int ATTEMPTS = 200;

  private static final Duration STEP = Duration.ofMillis(10);

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** A shell script that joins the groups named before {@code --} and then becomes the program. */
  private static final String JOIN =
      "while [ \"$1\" != -- ]; do echo $$ >\"$1/cgroup.procs\" || exit 125; shift; done; shift; exec \"$@\"";

  private final Progress progress;
  private final List<Path> groups = new ArrayList<>();
  private Optional<String> memoryProblem = Optional.empty();

  private ControlGroup(Progress progress) {
    this.progress = progress;
  }

  /**
   * Creates a group.
   *
   * @param megabytes the memory size
   * @param progress receives a warning if the group cannot be removed
   * @throws ChirpException if this machine does not allow limiting the CPU
   */
  public static ControlGroup of(int megabytes, Progress progress) {
    GroupRoots roots = GroupRoots.of(Path.of("/proc/self"));
    return of(megabytes, roots, roots.of("memory"), progress);
  }

  /**
   * Creates a group like {@link #of(int, Progress)}, with the memory limit in a group that the
   * caller chooses.
   *
   * @param memory the directory of a group with the memory controller, in which groups can be
   *     created
   */
  public static ControlGroup of(int megabytes, Path memory, Progress progress) {
    return of(megabytes, GroupRoots.of(Path.of("/proc/self")), Optional.of(memory), progress);
  }

  static ControlGroup of(
      int megabytes, GroupRoots roots, Optional<Path> memory, Progress progress) {
    Path cpu = roots.of("cpu").orElseThrow(() -> refused(roots.whyNot("cpu")));
    ControlGroup group = new ControlGroup(progress);
    try {
      group.limitCpu(cpu, megabytes);
    } catch (IOException e) {
      group.close();
      throw refused(e.toString(), e);
    }
    memory.ifPresentOrElse(
        root -> group.tryMemory(root, megabytes),
        () -> group.memoryProblem = Optional.of(roots.whyNot("memory")));
    return group;
  }

  private static ChirpException refused(String reason) {
    return ChirpException.project(problem(reason));
  }

  private static ChirpException refused(String reason, IOException cause) {
    return ChirpException.project(problem(reason), cause);
  }

  private static String problem(String reason) {
    return "Cannot limit the CPU: %s.".formatted(reason);
  }

  private void limitCpu(Path root, int megabytes) throws IOException {
    Path group = make(root);
    long quota = Math.max(1000, PERIOD * megabytes / ONE_PROCESSOR); // the kernel's minimum
    if (isVersionTwo(root)) {
      write(group, "cpu.max", quota + " " + PERIOD);
    } else {
      write(group, "cpu.cfs_period_us", Long.toString(PERIOD));
      write(group, "cpu.cfs_quota_us", Long.toString(quota));
    }
  }

  /** Limits memory if possible. Otherwise only the CPU is limited. */
  private void tryMemory(Path root, int megabytes) {
    int before = groups.size();
    try {
      limitMemory(root, megabytes);
    } catch (IOException e) {
      memoryProblem = Optional.of("no group can be created in '%s' (%s)".formatted(root, e));
      List<Path> made = groups.subList(before, groups.size());
      made.forEach(this::remove);
      made.clear();
    }
  }

  private void limitMemory(Path root, int megabytes) throws IOException {
    Path group = make(root);
    String bytes = Long.toString(megabytes * MB);
    if (isVersionTwo(root)) {
      write(group, "memory.max", bytes);
      writeIfThere(group, "memory.swap.max", "0");
    } else {
      write(group, "memory.limit_in_bytes", bytes);
      writeIfThere(group, "memory.memsw.limit_in_bytes", bytes);
    }
  }

  private static boolean isVersionTwo(Path root) {
    return Files.exists(root.resolve("cgroup.subtree_control"));
  }

  /** Writes a file if it exists. A kernel without swap accounting does not have it. */
  private static void writeIfThere(Path group, String file, String value) throws IOException {
    if (Files.exists(group.resolve(file))) {
      write(group, file, value);
    }
  }

  /** Creates one directory for both controllers if they share a hierarchy. */
  private Path make(Path root) throws IOException {
    for (Path made : groups) {
      if (root.equals(made.getParent())) {
        return made;
      }
    }
    sweep(root);
    String name = "chirp-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    Path group = Files.createDirectory(root.resolve(name));
    groups.add(group);
    return group;
  }

  /**
   * Removes groups left by killed processes. A group that still has processes cannot be removed.
   */
  private static void sweep(Path root) throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(root, "chirp-*-*")) {
      for (Path group : left) {
        Matcher owner = NAME.matcher(group.getFileName().toString());
        if (owner.matches() && ProcessHandle.of(Long.parseLong(owner.group(1))).isEmpty()) {
          deleteIfPossible(group);
        }
      }
    }
  }

  private static void deleteIfPossible(Path group) {
    try {
      Files.deleteIfExists(group);
    } catch (IOException ignored) {
      // The next run tries again.
    }
  }

  private static void write(Path group, String file, String value) throws IOException {
    Files.writeString(group.resolve(file), value);
  }

  /** Returns whether memory is limited as well as the CPU. */
  public boolean limitsMemory() {
    return memoryProblem.isEmpty();
  }

  /** Returns why memory is not limited. Empty if it is. */
  public Optional<String> memoryProblem() {
    return memoryProblem;
  }

  /** Returns a launch whose process joins the group before its program starts. */
  public Launch within(Launch launch) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", JOIN, "join"));
    groups.forEach(group -> command.add(group.toString()));
    command.add("--");
    command.addAll(launch.command());
    return new Launch(
        List.copyOf(command),
        launch.directory(),
        launch.environment(),
        launch.timeout(),
        launch.announcement());
  }

  /** Kills the group's processes and removes the group, now or when the next one is created. */
  @Override
  public void close() {
    for (Path group : groups) {
      remove(group);
    }
  }

  private void remove(Path group) {
    killAll(group);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Files.deleteIfExists(group);
        return;
      } catch (IOException e) {
        Time.SYSTEM.pause(STEP); // the kernel has not cleaned up its last process yet
      }
    }
    progress.warn(
        "Control group '%s' cannot be removed now: one of its processes still runs."
            .formatted(group));
  }

  private static void killAll(Path group) {
    try {
      Files.readAllLines(group.resolve("cgroup.procs")).stream()
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
          .forEach(ProcessHandle::destroyForcibly);
    } catch (IOException ignored) {
      // The group has already gone.
    }
  }
}
