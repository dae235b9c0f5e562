package dev.chirp.internal.pack;

import java.util.Locale;

/** Formats numbers of bytes. */
final class Sizes {
  private static final int STEP = 1024;

  private Sizes() {}

  /**
   * Returns {@code 2.7 MB}, {@code 81 KB} or {@code 12 bytes}. One MB is 1,048,576 bytes, as in
   * AWS's quotas.
   */
  static String inWords(long bytes) {
    if (bytes < STEP) {
      return bytes + " bytes";
    }
    return bytes < STEP * STEP
        ? bytes / STEP + " KB"
        : String.format(Locale.ROOT, "%.1f MB", bytes / (double) (STEP * STEP));
  }
}
