package dev.chirp.internal.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The most memory that a process ever used, as Linux counts it: what was read last, since of a
 * process that has ended nothing can be read.
 */
final class PeakMemory {
  private static final String LABEL = "VmHWM:";

  private final Path status;
  private int megabytes;

  PeakMemory(long pid) {
    this.status = Path.of("/proc", Long.toString(pid), "status");
  }

  /** In MB; 0 where there is nothing to read. */
  int read() {
    try {
      Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(LABEL))
          .map(line -> line.replaceAll("\\D", ""))
          .findFirst()
          .ifPresent(kilobytes -> megabytes = Integer.parseInt(kilobytes) / 1024);
    } catch (IOException ignored) {
      // The process has ended, or this is no Linux.
    }
    return megabytes;
  }
}
