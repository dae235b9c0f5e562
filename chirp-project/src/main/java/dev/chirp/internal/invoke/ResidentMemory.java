package dev.chirp.internal.invoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The peak memory of this process, as Lambda's REPORT line counts it. */
final class ResidentMemory {
  private static final long MB = 1024 * 1024;

  private ResidentMemory() {}

  /**
   * Returns the peak resident memory in MB from Linux's {@code /proc}. Elsewhere, returns the Java
   * heap in use, which is less.
   */
  static int peak() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmHWM:")) {
          return (int) (Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024);
        }
      }
    } catch (IOException ignored) {
      // not Linux
    }
    return (int) ((Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) / MB);
  }
}
