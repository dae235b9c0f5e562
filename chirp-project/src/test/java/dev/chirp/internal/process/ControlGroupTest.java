package dev.chirp.internal.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.testkit.RecordedProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@EnabledOnOs(OS.LINUX)
class ControlGroupTest {
  private final RecordedProgress said = new RecordedProgress();

  @TempDir Path directory;

  @Test
  void groupOfVersionOneLimitsCpuAndMemory() throws Exception {
    Path cpu = Files.createDirectory(directory.resolve("cpu"));
    Path memory = Files.createDirectory(directory.resolve("memory"));
    GroupRoots roots =
        new GroupRoots(
            List.of(mount(cpu, "cgroup", "rw,cpu,cpuacct"), mount(memory, "cgroup", "rw,memory")),
            List.of("4:memory:/", "1:cpu,cpuacct:/", "0::/"));
    ControlGroup group = ControlGroup.of(512, roots, roots.of("memory"), said);
    assertTrue(group.limitsMemory());
    assertEquals("20000", Files.readString(only(cpu).resolve("cpu.cfs_period_us")));
    assertEquals("5788", Files.readString(only(cpu).resolve("cpu.cfs_quota_us")));
    assertEquals("536870912", Files.readString(only(memory).resolve("memory.limit_in_bytes")));
  }

  @Test
  void groupOfVersionTwoLimitsBoth() throws Exception {
    Files.writeString(directory.resolve("cgroup.subtree_control"), "cpu memory pids\n");
    GroupRoots roots = new GroupRoots(List.of(mount(directory, "cgroup2", "rw")), List.of("0::/"));
    assertEquals(directory, roots.of("cpu").orElseThrow());
    assertEquals(directory, roots.of("memory").orElseThrow());
    ControlGroup group = ControlGroup.of(512, roots, roots.of("memory"), said);
    assertTrue(group.limitsMemory());
    assertEquals("5788 20000", Files.readString(only(directory).resolve("cpu.max")));
    assertEquals("536870912", Files.readString(only(directory).resolve("memory.max")));
  }

  @Test
  void groupLimitsOnlyTheCpuIfMemoryCannotBeLimited() throws Exception {
    Path cpu = Files.createDirectory(directory.resolve("cpu"));
    GroupRoots roots =
        new GroupRoots(List.of(mount(cpu, "cgroup", "rw,cpu")), List.of("4:memory:/a", "1:cpu:/"));
    Path none = directory.resolve("none");
    ControlGroup group = ControlGroup.of(512, roots, Optional.of(none), said);
    assertFalse(group.limitsMemory());
    assertTrue(group.memoryProblem().orElseThrow().contains(none.toString()));
    assertEquals("5788", Files.readString(only(cpu).resolve("cpu.cfs_quota_us")));
    assertEquals(
        "no writable control group ('/a' belongs to another process)",
        ControlGroup.of(512, roots, Optional.empty(), said).memoryProblem().orElseThrow());
  }

  @Test
  void undeletedGroupIsWarnedAbout() throws Exception {
    Path cpu = Files.createDirectory(directory.resolve("cpu"));
    GroupRoots roots = new GroupRoots(List.of(mount(cpu, "cgroup", "rw,cpu")), List.of("1:cpu:/"));
    ControlGroup.of(512, roots, Optional.empty(), said)
        .close(); // its files stay, because no kernel is involved
    assertTrue(said.warnings().get(0).contains("cannot be removed now"), said::text);
  }

  @Test
  void groupsOfOthersAreLeftAlone() {
    GroupRoots roots =
        new GroupRoots(
            List.of(mount(directory, "cgroup", "rw,cpu"), mount(directory, "cgroup", "rw,memory")),
            List.of("4:memory:/user/4711", "1:cpu:/user"));
    ChirpException failure =
        assertThrows(
            ChirpException.class, () -> ControlGroup.of(128, roots, roots.of("memory"), said));
    assertEquals(
        "Cannot limit the CPU:"
            + " no writable control group ('/user' belongs to another process).",
        failure.getMessage());
    assertTrue(roots.of("memory").isEmpty());
  }

  @Test
  void missingControlGroupsAreRefused() {
    GroupRoots none = GroupRoots.of(directory.resolve("proc"));
    ChirpException failure =
        assertThrows(
            ChirpException.class, () -> ControlGroup.of(128, none, none.of("memory"), said));
    assertTrue(
        failure.problem().endsWith("no writable control groups for 'cpu'."), failure::problem);
  }

  @Test
  void processInAGroupIsThrottled() throws Exception {
    GroupRoots roots = GroupRoots.of(Path.of("/proc/self"));
    Assumptions.assumeTrue(roots.of("cpu").isPresent(), () -> roots.whyNot("cpu"));
    Launch busy =
        new Launch(
            List.of("/bin/sh", "-c", "i=0; while [ $i -lt 50000 ]; do i=$((i + 1)); done"),
            directory,
            Map.of("PATH", "/usr/bin:/bin"),
            Duration.ofSeconds(9),
            "");
    try (ControlGroup group = ControlGroup.of(128, roots, Optional.empty(), said)) {
      Path made = only(roots.of("cpu").orElseThrow());
      Process process = new ProcessBuilder(group.within(busy).command()).inheritIO().start();
      assertEquals(0, process.waitFor());
      String stat = Files.readString(made.resolve("cpu.stat"));
      assertTrue(stat.contains("nr_throttled "), stat);
      assertFalse(stat.contains("nr_throttled 0\n"), stat);
    }
  }

  private static String mount(Path directory, String type, String options) {
    return "none %s %s %s 0 0".formatted(directory, type, options);
  }

  private static Path only(Path root) throws Exception {
    String prefix = "chirp-" + ProcessHandle.current().pid();
    try (var groups = Files.list(root)) {
      return groups
          .filter(path -> path.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }
}
