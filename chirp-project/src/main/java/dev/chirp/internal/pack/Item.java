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
 * @param stored jars are compressed already: to deflate them again takes ten times as long as to
 *     write them
 */
record Item(String name, Path file, long size, boolean stored) {
  /** By the bytes of their names in UTF-8, which no locale and no file system changes. */
  static final Comparator<String> BY_BYTES =
      (a, b) ->
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
}
