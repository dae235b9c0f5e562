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
 * A control group of Linux, version 1 or 2, that holds processes to what Lambda gives a function of
 * some memory size: the share memory / 1769 MB of one processor and, where it may, no more memory
 * than that. It is made only where this process is in no group itself: a group that somebody else
 * made is left alone.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html">Memory</a>
 */
public final class ControlGroup implements AutoCloseable {
  /** The memory size, in MB, at which a function has one processor. */
  public static final int ONE_PROCESSOR = 1769;

  /** In microseconds. The kernel's default is five times that. */
  private static final long PERIOD = 20_000;

  private static final long MB = 1024 * 1024;

  private static final Pattern NAME = Pattern.compile("chirp-(\\d+)-\\d+");

  /** A group can be removed when the kernel is done with the last of its processes. */
  private static final int ATTEMPTS = 200;

  private static final Duration STEP = Duration.ofMillis(10);

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /** A shell that joins the groups named before {@code --} and then becomes the program. */
  private static final String JOIN =
      "while [ \"$1\" != -- ]; do echo $$ >\"$1/cgroup.procs\" || exit 125; shift; done; shift; exec \"$@\"";

  private final Progress progress;
  private final List<Path> groups = new ArrayList<>();
  private Optional<String> memoryProblem = Optional.empty();

  private ControlGroup(Progress progress) {
    this.progress = progress;
  }

  /**
   * Makes one.
   *
   * @param megabytes the memory size
   * @param progress is told of a group that cannot be removed
   * @throws ChirpException where this machine does not let us hold the processor
   */
  public static ControlGroup of(int megabytes, Progress progress) {
    GroupRoots roots = GroupRoots.of(Path.of("/proc/self"));
    return of(megabytes, roots, roots.of("memory"), progress);
  }

  /**
   * As {@link #of(int, Progress)}, with the memory held in a group of the caller's choice.
   *
   * @param memory the directory of a group with that controller, in which another may be made
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
    return "No control group can be made, which would hold a function to its share of a processor: %s."
        .formatted(reason);
  }

  private void limitCpu(Path root, int megabytes) throws IOException {
    Path group = make(root);
    long quota = Math.max(1000, PERIOD * megabytes / ONE_PROCESSOR); // the kernel takes no less
    if (isVersionTwo(root)) {
      write(group, "cpu.max", quota + " " + PERIOD);
    } else {
      write(group, "cpu.cfs_period_us", Long.toString(PERIOD));
      write(group, "cpu.cfs_quota_us", Long.toString(quota));
    }
  }

  /** Without it, the processor alone is held. */
  private void tryMemory(Path root, int megabytes) {
    int before = groups.size();
    try {
      limitMemory(root, megabytes);
    } catch (IOException e) {
      memoryProblem = Optional.of("no group can be made in '%s' (%s)".formatted(root, e));
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

  /** A kernel that does not count what is swapped out has no such file. */
  private static void writeIfThere(Path group, String file, String value) throws IOException {
    if (Files.exists(group.resolve(file))) {
      write(group, file, value);
    }
  }

  /** One directory for both controllers where the hierarchy is the same. */
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

  /** Removes what was left by those that were killed; one that has processes cannot be. */
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
      // The next one tries again.
    }
  }

  private static void write(Path group, String file, String value) throws IOException {
    Files.writeString(group.resolve(file), value);
  }

  /** Whether it holds memory too, and not the processor alone. */
  public boolean limitsMemory() {
    return memoryProblem.isEmpty();
  }

  /** Why it holds the processor alone; empty if it holds memory too. */
  public Optional<String> memoryProblem() {
    return memoryProblem;
  }

  /** The same launch of a process that is in the group before its program begins. */
  public Launch within(Launch launch) {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", JOIN, "join"));
    groups.forEach(group -> command.add(group.toString()));
    command.add("--");
    command.addAll(launch.command());
    return new Launch(
        List.copyOf(command),
        launch.taskRoot(),
        launch.environment(),
        launch.timeout(),
        launch.announcement());
  }

  /** Ends what still runs in it, and removes it, now or when the next one is made. */
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
        Time.SYSTEM.pause(STEP); // its last process is still on the kernel's books
      }
    }
    progress.warn(
        "Control group '%s' cannot be removed now: a process of it still runs.".formatted(group));
  }

  private static void killAll(Path group) {
    try {
      Files.readAllLines(group.resolve("cgroup.procs")).stream()
          .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)).stream())
          .forEach(ProcessHandle::destroyForcibly);
    } catch (IOException ignored) {
      // Then there is none that anybody can tell of.
    }
  }
}
