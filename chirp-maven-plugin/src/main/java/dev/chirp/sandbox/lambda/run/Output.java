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

/**
 * What a process wrote, read from the file that it writes to: once its answer is there, so is all
 * that it wrote before.
 */
final class Output {
  private final Path file;
  private long read;

  Output(Path file) {
    this.file = file;
  }

  /** What came since the last time. */
  List<String> newLines() {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      channel.position(read);
      byte[] added = Channels.newInputStream(channel).readAllBytes();
      read += added.length;
      return new String(added, StandardCharsets.UTF_8).lines().toList();
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
