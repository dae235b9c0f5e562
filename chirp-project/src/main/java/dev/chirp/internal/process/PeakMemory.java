package dev.chirp.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The peak memory of a process, as Linux counts it. After the process has ended, the last reading
 * remains.
 */
final class PeakMemory {
  private static final String LABEL = "VmHWM:";

  private final Path status;
  private int megabytes;

  PeakMemory(long pid) {
    this.status = Path.of("/proc", Long.toString(pid), "status");
  }

  /** Returns the peak memory in MB; 0 if unknown. */
  int read() {
    try {
      Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(LABEL))
          .map(line -> line.replaceAll("\\D", ""))
          .findFirst()
          .ifPresent(kilobytes -> megabytes = Integer.parseInt(kilobytes) / 1024);
    } catch (IOException ignored) {
      // The process has ended, or this is not Linux.
    }
    return megabytes;
  }
}
