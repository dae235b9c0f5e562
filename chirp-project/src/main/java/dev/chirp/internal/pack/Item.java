package dev.chirp.internal.pack;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;

/**
 * One file of the zip.
 *
 * @param name in the zip, with {@code /}
 * @param size bytes
 * @param stored whether it is not compressed; jars are compressed already, and deflating them again
 *     takes ten times as long as writing them
 */
record Item(String name, Path file, long size, boolean stored) {
  /** Compares names by their UTF-8 bytes, independent of locale and file system. */
  static final Comparator<String> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
}
