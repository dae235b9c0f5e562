package dev.chirp.internal.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process wrote, read from the file that it writes to: once its answer is there, so is all
 * that it wrote before.
 */
final class Output {
  /**
   * Of one invocation, so that one which prints without end does not fill the disk with its log.
   */
  private static final int MOST = 8 * 1024 * 1024;

  /** What is kept of the end when that was not enough. */
  private static final int END = 64 * 1024;

  private final Path file;
  private long read;
  private int left = MOST;

  Output(Path file) {
    this.file = file;
  }

  /** Whole lines that came since the last time. */
  List<String> newLines() {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      byte[] added = read(channel, Math.min(channel.size() - read, left));
      int whole = added.length;
      while (whole > 0 && added[whole - 1] != '\n') {
        whole--;
      }
      read += whole;
      left -= whole;
      return lines(Arrays.copyOf(added, whole)).toList();
    } catch (NoSuchFileException e) {
      return List.of(); // the process was closed meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that came since the last time, when an invocation ends. */
  List<String> rest() {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long leftOut = Math.max(0, channel.size() - read - Math.max(left, END));
      read += leftOut;
      byte[] added = read(channel, channel.size() - read);
      read += added.length;
      left = MOST;
      String remark = "Chirp: %d bytes are left out".formatted(leftOut);
      return Stream.concat(leftOut == 0 ? Stream.of() : Stream.of(remark), lines(added)).toList();
    } catch (NoSuchFileException e) {
      return List.of(); // the sandbox stops, and the process with it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] read(SeekableByteChannel channel, long length) throws IOException {
    return Channels.newInputStream(channel.position(read)).readNBytes(Math.toIntExact(length));
  }

  private static Stream<String> lines(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).lines();
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException ignored) {
      // It is in the build's directory, and goes with it.
    }
  }
}
