package dev.chirp.process;

import dev.chirp.core.ChirpException;
import dev.chirp.core.Time;
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

  private final List<Path> groups = new ArrayList<>();
  private boolean limitsMemory;

  private ControlGroup() {}

  /**
   * Makes one.
   *
   * @param megabytes the memory size
   * @throws ChirpException where this machine does not let us
   */
  public static ControlGroup of(int megabytes) {
    GroupRoots roots = GroupRoots.of(Path.of("/proc/self"));
    return of(megabytes, roots, roots.of("memory"));
  }

  /**
   * As {@link #of(int)}, with the memory held in a group of the caller's choice.
   *
   * @param memory the directory of a group with that controller, in which another may be made
   */
  public static ControlGroup of(int megabytes, Path memory) {
    return of(megabytes, GroupRoots.of(Path.of("/proc/self")), Optional.of(memory));
  }

  static ControlGroup of(int megabytes, GroupRoots roots, Optional<Path> memory) {
    Path cpu = roots.of("cpu").orElseThrow(() -> refused(roots.whyNot("cpu")));
    ControlGroup group = new ControlGroup();
    try {
      group.limitCpu(cpu, megabytes);
      if (memory.isPresent()) {
        group.limitMemory(memory.get(), megabytes);
      }
      return group;
    } catch (IOException e) {
      group.close();
      throw refused(e.toString());
    }
  }

  private static ChirpException refused(String reason) {
    return ChirpException.project(
        "No control group can be made, which would hold a function to its share of a processor: %s."
            .formatted(reason));
  }

  private void limitCpu(Path root, int megabytes) throws IOException {
    Path group = make(root);
    long quota = Math.max(1000, PERIOD * megabytes / ONE_PROCESSOR); // the kernel takes no less
    if (Files.exists(group.resolve("cpu.max"))) {
      write(group, "cpu.max", quota + " " + PERIOD);
    } else {
      write(group, "cpu.cfs_period_us", Long.toString(PERIOD));
      write(group, "cpu.cfs_quota_us", Long.toString(quota));
    }
  }

  private void limitMemory(Path root, int megabytes) throws IOException {
    Path group = make(root);
    String file =
        Files.exists(group.resolve("memory.max")) ? "memory.max" : "memory.limit_in_bytes";
    write(group, file, Long.toString(megabytes * MB));
    limitsMemory = true;
  }

  /** One directory for both controllers where the hierarchy is the same. */
  private Path make(Path root) throws IOException {
    for (Path made : groups) {
      if (root.equals(made.getParent())) {
        return made;
      }
    }
    sweep(root);
    String name = "chirp-%d-%d".formatted(ProcessHandle.current().pid(), NUMBER.incrementAndGet());
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
    return limitsMemory;
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

  /** Removes it; its processes must have ended. */
  @Override
  public void close() {
    for (Path group : groups) {
      remove(group);
    }
  }

  private static void remove(Path group) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Files.deleteIfExists(group);
        return;
      } catch (IOException e) {
        Time.SYSTEM.pause(STEP); // its last process is still on the kernel's books
      }
    }
    throw ChirpException.project(
        "Control group '%s' cannot be removed: a process of it still runs.".formatted(group));
  }
}
