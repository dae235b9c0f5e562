package dev.chirp.internal.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The output of a process, read from the file that it writes to. Everything written before a
 * response is there when the response arrives.
 */
final class Output {
  /**
   * The most bytes to read per invocation, so that endless output does not fill the disk with logs.
   */
  private static final int MOST = 8 * 1024 * 1024;

  /** The bytes to keep of the end, if there were too many. */
  private static final int END = 64 * 1024;

  private final Path file;
  private long read;
  private int left = MOST;

  Output(Path file) {
    this.file = file;
  }

  /** Returns the complete lines and frames since the last call. */
  List<String> newLines() {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      byte[] added = read(channel, Math.min(channel.size() - read, left));
      int whole = LogFrames.complete(added);
      read += whole;
      left -= whole;
      return LogFrames.lines(Arrays.copyOf(added, whole)).toList();
    } catch (NoSuchFileException e) {
      return List.of(); // the process was closed in the meantime
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns everything since the last call, at the end of an invocation. */
  List<String> rest() {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      long leftOut = Math.max(0, channel.size() - read - Math.max(left, END));
      read += leftOut;
      byte[] added = read(channel, channel.size() - read);
      read += added.length;
      left = MOST;
      String remark = "Chirp: %d bytes are left out".formatted(leftOut);
      return Stream.concat(leftOut == 0 ? Stream.of() : Stream.of(remark), LogFrames.lines(added))
          .toList();
    } catch (NoSuchFileException e) {
      return List.of(); // the sandbox is stopping, and the process with it
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] read(SeekableByteChannel channel, long length) throws IOException {
    return Channels.newInputStream(channel.position(read)).readNBytes(Math.toIntExact(length));
  }

  void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException ignored) {
      // It stays in the build directory until that is deleted.
    }
  }
}
