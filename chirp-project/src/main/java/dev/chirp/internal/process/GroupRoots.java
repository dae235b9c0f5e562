package dev.chirp.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The places where control groups can be created: the roots of hierarchies in which this process is
 * in no group.
 *
 * @param mounts lines of {@code /proc/self/mounts}
 * @param groups lines of {@code /proc/self/cgroup}
 * @see <a href="https://man7.org/linux/man-pages/man7/cgroups.7.html">cgroups</a>
 */
record GroupRoots(List<String> mounts, List<String> groups) {
  private static final String ROOT = "/";

  GroupRoots {
    mounts = List.copyOf(mounts);
    groups = List.copyOf(groups);
  }

  /**
   * Reads the places. There are none if the files do not exist.
   *
   * @param process the folder with the files {@code mounts} and {@code cgroup}
   */
  static GroupRoots of(Path process) {
    return new GroupRoots(lines(process.resolve("mounts")), lines(process.resolve("cgroup")));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException ignored) {
      return List.of(); // not Linux
    }
  }

  /** Returns the directory in which a group with this controller can be created. */
  Optional<Path> of(String controller) {
    return group(controller).filter(ROOT::equals).flatMap(root -> mount(controller));
  }

  /** Returns why {@link #of} is empty. */
  String whyNot(String controller) {
    Optional<String> group = group(controller).filter(path -> !path.equals(ROOT));
    if (group.isPresent()) {
      return "no writable control group ('%s' belongs to another process)".formatted(group.get());
    }
    return "this machine has no writable control groups for '%s'".formatted(controller);
  }

  /** Finds the group in lines such as {@code 4:cpu,cpuacct:/} and, for version 2, {@code 0::/}. */
  private Optional<String> group(String controller) {
    return groups.stream()
        .map(line -> line.split(":", 3))
        .filter(parts -> parts.length == 3)
        .filter(parts -> Arrays.asList(parts[1].split(",")).contains(controller))
        .findFirst()
        .or(
            () ->
                groups.stream()
                    .map(line -> line.split(":", 3))
                    .filter(parts -> parts.length == 3 && parts[0].equals("0"))
                    .findFirst())
        .map(parts -> parts[2]);
  }

  private Optional<Path> mount(String controller) {
    return mounts.stream()
        .map(line -> line.split(" "))
        .filter(mount -> mount.length > 3 && has(mount, controller))
        .map(mount -> Path.of(mount[1]))
        .filter(Files::isWritable)
        .findFirst();
  }

  private static boolean has(String[] mount, String controller) {
    if (mount[2].equals("cgroup")) {
      return Arrays.asList(mount[3].split(",")).contains(controller);
    }
    return mount[2].equals("cgroup2")
        && lines(Path.of(mount[1], "cgroup.subtree_control")).stream()
            .anyMatch(line -> Arrays.asList(line.split(" ")).contains(controller));
  }
}
