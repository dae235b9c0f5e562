package dev.chirp.sandbox.lambda.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What a process wrote, read from the file that it writes to: once its answer is there, so is all
 * that it wrote before.
 */
final class Output {
  private final Path file;
  private int read;

  Output(Path file) {
    this.file = file;
  }

  /** What came since the last time. */
  List<String> newLines() {
    try {
      byte[] all = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      byte[] added = Arrays.copyOfRange(all, Math.min(read, all.length), all.length);
      read = all.length;
      return new String(added, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException ignored) {
      // It is in the build's directory, and goes with it.
    }
  }
}
