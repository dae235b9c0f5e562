package dev.chirp.sandbox.lambda.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process wrote, read from the file that it writes to: once its answer is there, so is all
 * that it wrote before.
 */
final class Output {
  /** Of one invocation; all of it is held in memory. */
  private static final int MOST = 8 * 1024 * 1024;

  private final Path file;
  private long read;

  Output(Path file) {
    this.file = file;
  }

  /** What came since the last time. */
  List<String> newLines() {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long leftOut = Math.max(0, channel.size() - read - MOST);
      channel.position(read + leftOut);
      byte[] added = Channels.newInputStream(channel).readAllBytes();
      read += leftOut + added.length;
      Stream<String> lines = new String(added, StandardCharsets.UTF_8).lines();
      String remark = "Chirp's sandbox: %d bytes are left out".formatted(leftOut);
      return (leftOut == 0 ? lines : Stream.concat(Stream.of(remark), lines)).toList();
    } catch (NoSuchFileException e) {
      return List.of(); // the sandbox stops, and the process with it
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
