package dev.chirp.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The peak resident memory of a process, as Linux and Lambda's {@code REPORT} line count it. After
 * the process has ended, the last reading remains.
 */
public final class PeakMemory {
  private static final String LABEL = "VmHWM:";
  private static final int KB = 1024;
  private static final int MB = 1024 * 1024;

  private final Path status;
  private int megabytes;

  PeakMemory(long pid) {
    this(Path.of("/proc", Long.toString(pid), "status"));
  }

  private PeakMemory(Path status) {
    this.status = status;
  }

  /**
   * Returns the peak memory of this process in MB. Except on Linux, returns the Java heap in use,
   * which is less.
   */
  public static int ofThisProcess() {
    int peak = new PeakMemory(Path.of("/proc/self/status")).read();
    Runtime runtime = Runtime.getRuntime();
    return peak > 0 ? peak : (int) ((runtime.totalMemory() - runtime.freeMemory()) / MB);
  }

  /** Returns the peak memory in MB; 0 if unknown. */
  int read() {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(LABEL)) {
          megabytes = Integer.parseInt(line.replaceAll("\\D", "")) / KB;
        }
      }
    } catch (IOException ignored) {
      // The process has ended, or this is not Linux.
    }
    return megabytes;
  }
}
