package dev.chirp.internal.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The CPU time of a process and its children. Linux counts nanoseconds for live threads, and
 * hundredths of a second for a whole process and for ended children. For the process itself, the
 * greater of the two counts.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">stat</a>
 * @see <a href="https://docs.kernel.org/scheduler/sched-stats.html">schedstat</a>
 */
final class CpuTime {
  /** The length of a tick in user space, whatever the kernel uses internally. */
  private static final long NANOS_IN_A_TICK = 10_000_000;

  /** The index of a field, counted from the state, which follows the command in parentheses. */
  private static final int USER = 11;

  private CpuTime() {}

  /** Returns the CPU time. Zero if the machine does not report it. */
  static Duration of(ProcessHandle process) {
    long nanos =
        Stream.concat(Stream.of(process), process.descendants())
            .mapToLong(handle -> nanos(Path.of("/proc", Long.toString(handle.pid()))))
            .sum();
    return Duration.ofNanos(nanos);
  }

  private static long nanos(Path process) {
    try {
      String stat = Files.readString(process.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      long own = ticks(fields, USER) + ticks(fields, USER + 1);
      long ended = ticks(fields, USER + 2) + ticks(fields, USER + 3);
      return Math.max(own, ofThreads(process.resolve("task"))) + ended;
    } catch (IOException ignored) {
      return 0; // the process has ended, or this is not Linux
    }
  }

  private static long ticks(String[] fields, int index) {
    return Long.parseLong(fields[index]) * NANOS_IN_A_TICK;
  }

  private static long ofThreads(Path tasks) throws IOException {
    long nanos = 0;
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        nanos += ofThread(thread.resolve("schedstat"));
      }
    }
    return nanos;
  }

  private static long ofThread(Path schedstat) {
    try {
      String text = Files.readString(schedstat);
      return Long.parseLong(text.substring(0, text.indexOf(' ')));
    } catch (IOException ignored) {
      return 0; // the thread has ended, or the kernel has no schedstat
    }
  }
}
