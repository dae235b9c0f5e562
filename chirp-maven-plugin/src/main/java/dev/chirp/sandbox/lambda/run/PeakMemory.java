package dev.chirp.sandbox.lambda.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that a process ever used, as Linux counts it. */
final class PeakMemory {
  private static final String LABEL = "VmHWM:";

  private PeakMemory() {}

  /** 0 where there is nothing to read. */
  static int megabytes(long pid) {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith(LABEL))
          .map(line -> line.replaceAll("\\D", ""))
          .findFirst()
          .map(kilobytes -> Integer.parseInt(kilobytes) / 1024)
          .orElse(0);
    } catch (IOException e) {
      return 0; // the process has ended, or this is no Linux
    }
  }
}
